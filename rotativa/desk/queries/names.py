"""The names of things that facts speak of, as they are today, with the screen where each is at home."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from rotativa.bylines.facets import authors
from rotativa.daybook.queries import Fact
from rotativa.documents.models import ReaderDocument
from rotativa.editions.lasting import resolved
from rotativa.fronts.models import PageText
from rotativa.kit.things import Thing, identity_of, kind_of
from rotativa.kit.trace import Facet
from rotativa.pictures.models import Picture
from rotativa.staff.models import User
from rotativa.stories.models import ArticleRow, Passage
from rotativa.topics.facets import kinds, sections, topics

FACETS: Mapping[str, tuple[Facet[object], str]] = {
    "section": (sections, "desk:section"),  # type: ignore[dict-item]  # a facet of any card that has a name
    "kind": (kinds, "desk:kind"),  # type: ignore[dict-item]
    "topic": (topics, "desk:topic"),  # type: ignore[dict-item]
    "author": (authors, "desk:author"),  # type: ignore[dict-item]
}


@dataclass(frozen=True)
class Name:
    """A thing as people call it."""

    text: str
    url: str = ""


def names(wanted: Iterable[tuple[Thing, str]]) -> Mapping[tuple[Thing, str], Name]:
    """The names of these things, each in an edition (the first of the newsroom's where no edition is meant).

    One query for each kind of thing among them, however many there are. What is gone has no name and is left out.
    """
    pairs = tuple(dict.fromkeys(wanted))
    found: dict[tuple[Thing, str], Name] = {}
    by_kind: dict[str, list[tuple[Thing, str]]] = {}
    for pair in pairs:
        by_kind.setdefault(kind_of(pair[0]), []).append(pair)
    for kind, group in by_kind.items():
        if kind in FACETS:
            found.update(_cards(*FACETS[kind], group))
        elif kind in _TABLES:
            found.update(_TABLES[kind](group))
    return found


def _cards(facet: Facet[object], screen: str, group: list[tuple[Thing, str]]) -> dict[tuple[Thing, str], Name]:
    cards = resolved(facet, (f"{identity_of(thing)}@{edition}" for thing, edition in group))
    return {
        pair: Name(str(getattr(card, "name", "")), reverse(screen, args=(now.partition("@")[0],)))
        for pair, (now, card) in zip(group, cards, strict=True)
        if card is not None
    }


def _articles(group: list[tuple[Thing, str]]) -> dict[tuple[Thing, str], Name]:
    rows = ArticleRow.objects.filter(article__in=[int(identity_of(thing)) for thing, _edition in group])
    lines = {
        str(row.article_id): row.draft_headline or row.headline
        for row in rows.only("article_id", "draft_headline", "headline")
    }
    return {
        pair: Name(lines[identity_of(pair[0])], reverse("wagtailadmin_pages:edit", args=(identity_of(pair[0]),)))
        for pair in group
        if identity_of(pair[0]) in lines
    }


def _pictures(group: list[tuple[Thing, str]]) -> dict[tuple[Thing, str], Name]:
    rows = dict(
        Picture.objects.filter(pk__in=[int(identity_of(thing)) for thing, _edition in group]).values_list("pk", "title")
    )
    return {
        pair: Name(rows[int(identity_of(pair[0]))], reverse("wagtailimages:edit", args=(identity_of(pair[0]),)))
        for pair in group
        if int(identity_of(pair[0])) in rows
    }


def _documents(group: list[tuple[Thing, str]]) -> dict[tuple[Thing, str], Name]:
    wanted = [int(identity_of(thing)) for thing, _edition in group]
    rows = dict(ReaderDocument.objects.filter(pk__in=wanted).values_list("pk", "title"))
    return {
        pair: Name(rows[int(identity_of(pair[0]))], reverse("wagtaildocs:edit", args=(identity_of(pair[0]),)))
        for pair in group
        if int(identity_of(pair[0])) in rows
    }


def _passages(group: list[tuple[Thing, str]]) -> dict[tuple[Thing, str], Name]:
    wanted = [int(identity_of(thing)) for thing, _edition in group]
    rows = dict(Passage.objects.filter(pk__in=wanted).values_list("pk", "name"))
    return {
        pair: Name(rows[int(identity_of(pair[0]))], reverse("desk:passage", args=(identity_of(pair[0]),)))
        for pair in group
        if int(identity_of(pair[0])) in rows
    }


def _pages(group: list[tuple[Thing, str]]) -> dict[tuple[Thing, str], Name]:
    wanted = {int(identity_of(thing)) for thing, _edition in group}
    rows = PageText.objects.filter(page__in=wanted).order_by("edition__order")
    titles = {(str(page), str(edition)): name for page, edition, name in rows.values_list("page", "edition", "name")}
    firsts = {page: name for (page, _edition), name in reversed(titles.items())}
    return {
        pair: Name(titles.get((page, pair[1]), firsts[page]), reverse("desk:page", args=(page,)))
        for pair in group
        if (page := identity_of(pair[0])) in firsts
    }


def _people(group: list[tuple[Thing, str]]) -> dict[tuple[Thing, str], Name]:
    rows = {
        str(user.pk): user.actor_name
        for user in User.objects.filter(pk__in=[int(identity_of(thing)) for thing, _edition in group])
    }
    return {
        pair: Name(rows[identity_of(pair[0])], reverse("desk:person", args=(identity_of(pair[0]),)))
        for pair in group
        if identity_of(pair[0]) in rows
    }


def logins() -> Mapping[str, str]:
    """The login names of people who are called as somebody else is, by what the daybook calls them. One query."""
    people = list(User.objects.only("username", "first_name", "last_name"))
    called = Counter(one.actor_name for one in people)
    return {one.actor_id: one.username for one in people if called[one.actor_name] > 1}


def spoken_of(fact: Fact) -> Thing | None:
    """The thing that a fact's sentence speaks of: the first that has a name."""
    return next((thing for thing in fact.things if kind_of(thing) in FACETS or kind_of(thing) in _TABLES), None)


_TABLES = {
    "article": _articles,
    "picture": _pictures,
    "document": _documents,
    "passage": _passages,
    "page": _pages,
    "user": _people,
}
