"""What articles are filed under and signed by, as it is now: what they name may have been merged into another since.

Snapshots and versions keep the identities they were written with; whoever opens or compares them comes through here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import CharField, QuerySet, Value

from rotativa.bylines.models import Author
from rotativa.editions.lasting import Lasting
from rotativa.stories.text import ArticleText, ContextText
from rotativa.topics.models import Section, Topic

SUBJECTS: Mapping[str, type[Lasting]] = {"section": Section, "topic": Topic, "author": Author}
"""What articles are filed under and signed by, by the kind of thing."""

_NAMES = ("section", "topics", "authors", "translators", "reviewers")

Now = Mapping[tuple[str, int], int]


def now(wanted: Mapping[str, Iterable[int]]) -> Now:
    """Where those that were merged are now, by kind and identity. One query, or none."""
    asked = {kind: set(identities) for kind, identities in wanted.items()}
    parts: list[Any] = [
        QuerySet(SUBJECTS[kind])
        .filter(pk__in=identities, merged_into__isnull=False)
        .annotate(kind=Value(kind, CharField()))
        .order_by()
        .values_list("kind", "pk", "merged_into_id")
        for kind, identities in asked.items()
        if identities
    ]
    if not parts:
        return {}
    return {(kind, one): into for kind, one, into in parts[0].union(*parts[1:], all=True)}


def in_content(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a version of an article, naming what is there now; nothing twice."""
    topics, bylines = content.get("topics") or [], content.get("bylines") or []
    heirs = now(
        {
            "section": [content["section"]] if content.get("section") else [],
            "topic": [line["topic"] for line in topics],
            "author": [line["author"] for line in bylines],
        }
    )
    if not heirs:
        return dict(content)
    section: Any = content.get("section")
    return {
        **content,
        "section": heirs.get(("section", section), section),
        "topics": _lines(topics, "topic", heirs),
        "bylines": _lines(bylines, "author", heirs),
    }


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
