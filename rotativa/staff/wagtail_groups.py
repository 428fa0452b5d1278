"""Wagtail's own permissions, kept in step with our roles, so that its stock screens obey the same table.

For every role in every edition, and in all of them, there is one group; its permissions and its members follow from the
table and the roles, and ``sync`` makes them so again from whatever was there. Nobody edits these groups by hand.
"""

from collections.abc import Iterable, Iterator

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from rotativa.editions.models import Edition
from rotativa.staff.models import Role, User
from rotativa.staff.permissions import TABLE, Holding, RoleName

_ON_PAGES = {
    "article.write": ("wagtailcore.add_page", "wagtailcore.change_page"),
    "article.publish": ("wagtailcore.publish_page", "wagtailcore.lock_page", "wagtailcore.unlock_page"),
}
_ON_PICTURES = {
    "picture.add": ("wagtailimages.add_image", "wagtailimages.choose_image"),
    "picture.change": ("wagtailimages.change_image",),
}
_ACCESS = "wagtailadmin.access_admin"
_on_models: dict[str, tuple[str, ...]] = {}


def means(verb: str, *permissions: str) -> None:
    """Says what a verb means to Wagtail's screens of a model: ``means("topic.change", "topics.add_topic", …)``.

    Packages above call this at start-up for their own models.
    """
    _on_models[verb] = tuple(dict.fromkeys((*_on_models.get(verb, ()), *permissions)))


def groups_that_may(verb: str, edition: str) -> tuple[Group, ...]:
    """The groups whose members may do this verb in the edition."""
    names = [_name(one) for one in _holdings([edition]) if verb in TABLE[one.role]]
    return tuple(Group.objects.filter(name__in=names).order_by("name"))


def sync(_edition: Edition | None = None) -> None:
    """Makes groups, their permissions and their members what the roles say. Call it inside a transaction."""
    containers = {edition.code: edition.container for edition in Edition.objects.select_related("container")}
    root = Page.get_first_root_node()
    pictures = Collection.get_first_root_node()
    permissions = {
        f"{one.content_type.app_label}.{one.codename}": one for one in Permission.objects.select_related("content_type")
    }
    groups: dict[Holding, Group] = {}
    for holding in _holdings(containers):
        group, _created = Group.objects.get_or_create(name=_name(holding))
        groups[holding] = group
        verbs = TABLE[holding.role]
        wanted = [_ACCESS, *_meant(_on_models, verbs)]
        group.permissions.set([permissions[name] for name in wanted])
        page = containers[holding.edition] if holding.edition else root
        _set_pages(group, page, {permissions[name] for name in _meant(_ON_PAGES, verbs)})
        _set_pictures(group, pictures, {permissions[name] for name in _meant(_ON_PICTURES, verbs)})
    _set_members(groups)


def _holdings(editions: Iterable[str]) -> Iterator[Holding]:
    for role in RoleName.values:
        yield Holding(role)
        if role != RoleName.ADMINISTRATOR:
            yield from (Holding(role, edition) for edition in editions)


def _name(holding: Holding) -> str:
    return f"{holding.role.replace('_', ' ').capitalize()}: {holding.edition or 'all editions'}"


def _meant(meanings: dict[str, tuple[str, ...]], verbs: Iterable[str]) -> list[str]:
    return [name for verb in sorted(verbs) for name in meanings.get(verb, ())]


def _set_pages(group: Group, page: Page, wanted: set[Permission]) -> None:
    GroupPagePermission.objects.filter(group=group).exclude(page=page, permission__in=wanted).delete()
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _set_pictures(group: Group, collection: Collection, wanted: set[Permission]) -> None:
    GroupCollectionPermission.objects.filter(group=group).exclude(collection=collection, permission__in=wanted).delete()
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _set_members(groups: dict[Holding, Group]) -> None:
    held: dict[int, list[Group]] = {}
    for role in Role.objects.all():
        held.setdefault(role.user_id, []).append(groups[Holding(role.role, role.edition_id or "")])
    for user in User.objects.all():
        user.groups.set(held.get(user.pk, []))
