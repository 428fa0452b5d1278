"""What articles are filed under and signed by, as it is now: what they name may have been merged into another since.

Snapshots and versions keep the identities they were written with; whoever opens or compares them comes through here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Model, QuerySet, Value
from wagtail.images import get_image_model

from rotativa.bylines.models import Author
from rotativa.editions.lasting import Lasting
from rotativa.stories.text import ArticleText, ContextText
from rotativa.topics.models import Kind, Section, Topic

SUBJECTS: Mapping[str, type[Lasting]] = {"section": Section, "topic": Topic, "author": Author}
"""What articles are filed under and signed by, by the kind of thing."""

_NOTHING = Value(None, BigIntegerField(null=True))
_NAMES = ("section", "topics", "authors", "translators", "reviewers")

Now = Mapping[tuple[str, int], int]


def now(wanted: Mapping[str, Iterable[int]]) -> Now:
    """Where those that were merged are now, by kind and identity. One query, or none."""
    return {one: into for one, into in _found(wanted, merged_into__isnull=False) if into is not None}


def in_content(content: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """The content of a version of an article, naming what is there now, nothing twice; and whether all of that is
    there. One query, or none.
    """
    topics, bylines = content.get("topics") or [], content.get("bylines") or []
    wanted = {
        **{kind: [content[kind]] for kind in ("section", "kind", "picture") if content.get(kind)},
        "topic": {line["topic"] for line in topics},
        "author": {line["author"] for line in bylines},
    }
    found = dict(_found(wanted))
    is_all_there = len(found) == sum(map(len, wanted.values()))
    heirs = {one: into for one, into in found.items() if into is not None}
    if not heirs:
        return dict(content), is_all_there
    section: Any = content.get("section")
    named = {
        **content,
        "section": heirs.get(("section", section), section),
        "topics": _lines(topics, "topic", heirs),
        "bylines": _lines(bylines, "author", heirs),
    }
    return named, is_all_there


def _found(wanted: Mapping[str, Iterable[int]], **only: Any) -> Iterator[tuple[tuple[str, int], int | None]]:
    """Those of these things that are there, by kind and identity, each with the one that it was merged into."""
    parts: list[Any] = [
        QuerySet(model)
        .filter(pk__in=identities, **only)
        .annotate(kind=Value(kind, CharField()), into=F("merged_into") if kind in SUBJECTS else _NOTHING)
        .order_by()
        .values_list("kind", "pk", "into")
        for kind, model in _things().items()
        if (identities := set(wanted.get(kind, ())))
    ]
    if parts:
        for kind, one, into in parts[0].union(*parts[1:], all=True):
            yield (kind, one), into


def _things() -> Mapping[str, type[Model]]:
    return {**SUBJECTS, "kind": Kind, "picture": get_image_model()}


def in_text(text: ArticleText) -> ArticleText:
    """A text that was frozen, naming what is there now; so it can be compared with one that is made today."""
    heirs = now(
        {
            "section": _numbers([text.section]),
            "topic": _numbers(text.topics),
            "author": _numbers((*text.authors, *text.translators, *text.reviewers)),
        }
    )
    if not heirs:
        return text
    return replace(
        text,
        section=next(iter(_each("section", [text.section], heirs)), ""),
        topics=_each("topic", text.topics, heirs),
        authors=_each("author", text.authors, heirs),
        translators=_each("author", text.translators, heirs),
        reviewers=_each("author", text.reviewers, heirs),
    )


def in_passage(text: ContextText) -> ContextText:
    """The same of background: who keeps it."""
    heirs = now({"author": _numbers([text.keeper])})
    return replace(text, keeper=next(iter(_each("author", [text.keeper], heirs)), ""))


def as_before(text: ArticleText, before: ArticleText) -> ArticleText:
    """The text with the identities of before wherever these lead to the same.

    What lists show of an article does not change because what it names was merged: pages were printed for that already.
    """
    current = in_text(before)
    same = {name: getattr(before, name) for name in _NAMES if getattr(text, name) == getattr(current, name)}
    return replace(text, **same)


def author_now(author: int | None) -> int | None:
    """The author that this one is now."""
    return next(iter(now({"author": [author]}).values()), author) if author is not None else None


def _lines(lines: Iterable[Mapping[str, Any]], kind: str, heirs: Now) -> list[dict[str, Any]]:
    """Lines of an article, those left out that say the same as one before: the same thing, in the same role."""
    found: dict[tuple[int, Any], dict[str, Any]] = {}
    for line in lines:
        identity = heirs.get((kind, line[kind]), line[kind])
        found.setdefault((identity, line.get("role")), {**line, kind: identity})
    return list(found.values())


def _each(kind: str, identities: Iterable[str], heirs: Now) -> tuple[str, ...]:
    numbers = (heirs.get((kind, number), number) for number in _numbers(identities))
    return tuple(str(number) for number in dict.fromkeys(numbers))


def _numbers(identities: Iterable[str]) -> list[int]:
    return [int(identity) for identity in identities if identity]
