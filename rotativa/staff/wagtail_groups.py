"""Wagtail's own permissions, kept in step with our roles, so that its stock screens obey the same table.

For every role in every edition, and in all of them, there is one group; its permissions and its members follow from the
table and the roles, and ``sync`` makes them so again from whatever was there. Nobody edits these groups by hand.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from rotativa.editions.models import Edition
from rotativa.staff import turns
from rotativa.staff.models import Role, User
from rotativa.staff.permissions import IN_ALL_EDITIONS, TABLE, Holding, RoleName

_ON_PAGES = {
    "article.write": ("wagtailcore.add_page", "wagtailcore.change_page"),
    "article.publish": ("wagtailcore.publish_page", "wagtailcore.lock_page", "wagtailcore.unlock_page"),
}
_ON_FILES = {
    "article.write": ("wagtailimages.choose_image", "wagtaildocs.choose_document"),
    "picture.add": ("wagtailimages.add_image", "wagtailimages.choose_image"),
    "picture.describe": ("wagtailimages.change_image",),  # the screen; the verbs say what may be changed there
    "document.add": ("wagtaildocs.add_document", "wagtaildocs.choose_document"),
    "document.change": ("wagtaildocs.change_document",),
}
_ACCESS = "wagtailadmin.access_admin"
_on_models: dict[str, tuple[str, ...]] = {}

_Row = tuple[int, ...]


def means(verb: str, *permissions: str) -> None:
    """Says what a verb means to Wagtail's screens of a model: ``means("topic.change", "topics.add_topic", …)``.

    Packages above call this at start-up for their own models.
    """
    _on_models[verb] = tuple(dict.fromkeys((*_on_models.get(verb, ()), *permissions)))


def sync(_edition: Edition | None = None) -> None:
    """Makes groups, their permissions and their members what the roles say. Call it inside a transaction.

    Two come one after the other: each takes away what the roles that it sees do not say, and would take what the other
    has just given.
    """
    turns.hold()
    containers = dict(Edition.objects.values_list("code", "container_id"))
    root, folder = Page.get_first_root_node().pk, Collection.get_first_root_node().pk
    groups = _groups(list(_holdings(containers)))
    known = _permissions()
    may: set[_Row] = set()
    on_pages: set[_Row] = set()
    on_files: set[_Row] = set()
    for holding, group in groups.items():
        verbs, page = TABLE[holding.role], containers[holding.edition] if holding.edition else root
        may |= {(group, known[name]) for name in (_ACCESS, *_meant(_on_models, verbs))}
        on_pages |= {(group, page, known[name]) for name in _meant(_ON_PAGES, verbs)}
        on_files |= {(group, folder, known[name]) for name in _meant(_ON_FILES, verbs)}
    held = Role.objects.values_list("user_id", "role", "edition__code")
    members: set[_Row] = {(user, groups[Holding(role, edition or "")]) for user, role, edition in held}
    ours = list(groups.values())
    _align(Group.permissions.through.objects.filter(group__in=ours), ("group_id", "permission_id"), may)
    _align(GroupPagePermission.objects.filter(group__in=ours), ("group_id", "page_id", "permission_id"), on_pages)
    _align(
        GroupCollectionPermission.objects.filter(group__in=ours),
        ("group_id", "collection_id", "permission_id"),
        on_files,
    )
    _align(User.groups.through.objects.all(), ("user_id", "group_id"), members)


def _align(rows: QuerySet[Any], fields: tuple[str, ...], wanted: set[_Row]) -> None:
    """Takes away the rows that are not wanted and adds those that are missing."""
    there = {tuple(row[1:]): row[0] for row in rows.values_list("pk", *fields)}
    rows.filter(pk__in=[pk for row, pk in there.items() if row not in wanted]).delete()
    rows.model.objects.bulk_create(
        rows.model(**dict(zip(fields, row, strict=True))) for row in sorted(wanted - there.keys())
    )


def _groups(holdings: list[Holding]) -> dict[Holding, int]:
    names = {_name(holding): holding for holding in holdings}
    there = set(Group.objects.filter(name__in=names).values_list("name", flat=True))
    Group.objects.bulk_create(Group(name=name) for name in names if name not in there)
    return {names[name]: pk for name, pk in Group.objects.filter(name__in=names).values_list("name", "pk")}


def _permissions() -> dict[str, int]:
    rows = Permission.objects.values_list("content_type__app_label", "codename", "pk")
    return {f"{app}.{codename}": pk for app, codename, pk in rows}


def _holdings(editions: Iterable[str]) -> Iterator[Holding]:
    for role in RoleName.values:
        yield Holding(role)
        if role not in IN_ALL_EDITIONS:
            yield from (Holding(role, edition) for edition in editions)


def _name(holding: Holding) -> str:
    return f"{holding.role.replace('_', ' ').capitalize()}: {holding.edition or 'all editions'}"


def _meant(meanings: dict[str, tuple[str, ...]], verbs: Iterable[str]) -> list[str]:
    return [name for verb in sorted(verbs) for name in meanings.get(verb, ())]
