"""The days of an edition: its articles by the day that their addresses carry.

The days beside one are a shelf of their own, and those of a month another: a new article changes what its own day
shows, and no other day unless there was none before.
"""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import NamedTuple

from django.db import connections

from rotativa.kit.batches import batched
from rotativa.kit.things import Thing, identity_of, kind_of
from rotativa.kit.trace import Facet, Shelf
from rotativa.stories.models.rows import ArticleRow, State

Members = Mapping[str, tuple[str, ...]]
Held = Mapping[Thing, tuple[str, ...]]

BEFORE, AFTER = "<", ">"
_AT_ONCE = 200
_LAST = "-99"  # behind every day of its month

# Two steps down an index for each day, however many articles there are.
_BESIDE = """
WITH asked (edition, day) AS (VALUES {asked})
SELECT asked.edition, asked.day,
    (SELECT MAX(r.day) FROM stories_articlerow r
        WHERE r.edition_id = asked.edition AND r.state = %s AND r.day < asked.day AND r.day > ''),
    (SELECT MIN(r.day) FROM stories_articlerow r
        WHERE r.edition_id = asked.edition AND r.state = %s AND r.day > asked.day)
FROM asked
"""


class Placed(NamedTuple):
    """Where an article stands, or stood before it was withdrawn."""

    edition: str
    day: str
    is_out: bool


def _day(arguments: tuple[str, ...]) -> Members:
    found: dict[str, list[str]] = {}
    for edition, days in _by_edition(arguments).items():
        rows = ArticleRow.objects.filter(edition_id=edition, state=State.OUT, day__in=days)
        for day, article in rows.order_by("-first_published", "-article_id").values_list("day", "article_id"):
            found.setdefault(f"{edition}/{day}", []).append(str(article))
    return {argument: tuple(members) for argument, members in found.items()}


def _days(arguments: tuple[str, ...]) -> Members:
    found: dict[str, tuple[str, ...]] = {}
    for edition, months in _by_edition(arguments).items():
        rows = ArticleRow.objects.filter(edition_id=edition, state=State.OUT)
        for month in months:
            days = rows.filter(day__gt=month, day__lt=f"{month}{_LAST}").order_by("day").values_list("day", flat=True)
            found[f"{edition}/{month}"] = tuple(days.distinct())
    return found


def _beside(arguments: tuple[str, ...]) -> Members:
    found: dict[str, tuple[str, ...]] = {}
    for some in batched((argument.partition("/") for argument in arguments), _AT_ONCE):
        statement = _BESIDE.format(asked=", ".join(["(%s, %s)"] * len(some)))
        values = [*chain.from_iterable((edition, day) for edition, _slash, day in some), State.OUT, State.OUT]
        with connections[ArticleRow.objects.db].cursor() as cursor:
            cursor.execute(statement, values)
            for edition, day, before, after in cursor.fetchall():
                beside = ((BEFORE, before), (AFTER, after))
                found[f"{edition}/{day}"] = tuple(f"{sign}{one}" for sign, one in beside if one)
    return found


def _by_edition(arguments: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for argument in arguments:
        edition, _slash, rest = argument.partition("/")
        found.setdefault(edition, []).append(rest)
    return found


def _load(articles: tuple[str, ...]) -> Mapping[str, Placed]:
    rows = ArticleRow.objects.filter(article__in=[int(article) for article in articles]).exclude(day="")
    listed = rows.values_list("article_id", "edition_id", "day", "state")
    return {str(article): Placed(str(edition), day, state == State.OUT) for article, edition, day, state in listed}


# Not for pages: it is no facet of the press, only asked through one to share the memory of a batch.
_placed = Facet[Placed]("article.placed", _load, rows={"stories.ArticleRow": "article_id"})


def _where(things: Iterable[Thing]) -> dict[Thing, Placed]:
    articles = [thing for thing in things if kind_of(thing) == "article"]
    found = _placed.many(identity_of(thing) for thing in articles)
    return {thing: place for thing, place in zip(articles, found, strict=True) if place is not None}


def _holding_day(things: tuple[Thing, ...]) -> Held:
    return {thing: (f"{place.edition}/{place.day}",) for thing, place in _where(things).items() if place.is_out}


def _holding_days(things: tuple[Thing, ...]) -> Held:
    return {thing: (f"{place.edition}/{place.day[:7]}",) for thing, place in _where(things).items() if place.is_out}


def _holding_beside(things: tuple[Thing, ...]) -> Held:
    """The days around that of each article. Of a withdrawn one too: they may be neighbours since it went."""
    where = _where(things)
    own = {thing: f"{place.edition}/{place.day}" for thing, place in where.items()}
    beside = _beside(tuple(dict.fromkeys(own.values())))
    return {
        thing: (argument, *(f"{where[thing].edition}/{one[1:]}" for one in beside.get(argument, ())))
        for thing, argument in own.items()
    }


day = Shelf("articles.day", _day, _holding_day)
"""``es/2026-03-17``: the articles of one day of an edition, newest first."""
days = Shelf("articles.days", _days, _holding_days)
"""``es/2026-03``: the days of a month on which the edition has articles, in order."""
beside = Shelf("articles.beside", _beside, _holding_beside)
"""``es/2026-03-17``: the nearest days with articles, before as ``<2026-03-16``, after as ``>2026-03-19``."""
