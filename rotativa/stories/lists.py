"""The lists that articles stand on, as rows of the read table.

A list is named by its edition and, where it is narrower, by what its articles have in common: ``es``, ``es/section/3``,
``es/topic/5``, ``es/author/2``, ``es/kind/1``. What was merged into a subject is listed there: the rows themselves
stay as the snapshots say.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connections, router
from django.utils.functional import cached_property

from rotativa.editions.lasting import ancestors, heirs
from rotativa.editions.models import Edition
from rotativa.kit.batches import batched
from rotativa.kit.things import Thing, identity_of, kind_of
from rotativa.kit.trace import Facet, memory
from rotativa.stories.heirs import SUBJECTS
from rotativa.stories.models.rows import ArticleAuthorRow, ArticleRow, ArticleTopicRow, State

_ROWS: Mapping[str, Any] = {"topic": ArticleTopicRow, "author": ArticleAuthorRow}
LATEST = 30
"""So many articles stand on the first page of a list. A list that is longer is cut by month."""

FEW = 5
"""So many articles stand where only a few are shown."""

# In SQL: every page of a list asks for a few short rows, and to build the question would cost more than the answer.
_NEWEST = "SELECT first_published, article_id FROM {table} WHERE {where} {order} LIMIT %s"
_OF_MONTHS = "SELECT first_published, article_id, month, {column} FROM {table} WHERE {where} AND month IN ({months})"
_ORDER = "ORDER BY first_published DESC, article_id DESC"
# Leaps from month to month along the index: a list of a million articles costs as many steps as it has months.
_MONTHS = """
WITH RECURSIVE months(month) AS (
    SELECT MAX(month) FROM {table} WHERE {where}
    UNION ALL
    SELECT (SELECT MAX(month) FROM {table} WHERE {where} AND month < months.month)
    FROM months WHERE months.month IS NOT NULL
)
SELECT month FROM months WHERE month IS NOT NULL
"""
_PART = "SELECT * FROM ({}) AS part"
_AT_ONCE = 200
"""SQLite puts 500 questions together at most (https://www.sqlite.org/limits.html)."""

Held = tuple[tuple[str, str], ...]
"""Names of lists, each with the month in which an article stands there."""

Row = tuple[Any, ...]
"""When an article came out first, which it is, and what else was asked for."""


@dataclass(frozen=True)
class Rows:
    """The rows that have these values in these columns."""

    columns: tuple[tuple[str, Any], ...]

    @property
    def where(self) -> str:
        """As a condition in SQL."""
        return " AND ".join(f"{column} = %s" for column, _value in self.columns)

    @property
    def values(self) -> list[Any]:
        """What it is filled with."""
        return [value for _column, value in self.columns]


@dataclass(frozen=True)
class List:
    """One list: its rows, and those of everything that was merged into what it is about. Asks for each thing once."""

    model: Any  # one of three models with the same columns
    parts: tuple[Rows, ...]

    def latest(self) -> tuple[str, ...]:
        """The articles of its first page."""
        return tuple(map(str, self._top[:LATEST]))

    def few(self) -> tuple[str, ...]:
        """The articles that stand where only a few are shown."""
        return tuple(map(str, self._top[:FEW]))

    def newest(self, most: int) -> list[int]:
        """Its newest articles: ``most`` of them and perhaps some more, each once."""
        rows = self._ask(_NEWEST, lambda part: [*part.values, most])
        return list(dict.fromkeys(article for _first, article in _in_order(rows)))

    def of_months(self, months: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The articles of each of these months."""
        return self._of_months(months, "article_id", str)

    def stories_of_months(self, months: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Their stories, in the same order."""
        return self._of_months(months, "story_id", lambda story: str(UUID(str(story))))

    def _of_months(
        self, months: Collection[str], column: str, named: Callable[[Any], str]
    ) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[int, str]] = {month: {} for month in months}
        marks = ", ".join(["%s"] * len(found))
        rows = self._ask(_OF_MONTHS, lambda part: [*part.values, *found], months=marks, column=column) if found else []
        for _first, article, month, identity in _in_order(rows):
            found[month][article] = named(identity)
        return {month: tuple(articles.values()) for month, articles in found.items()}

    def is_long(self) -> bool:
        """Whether it has more articles than its first page."""
        return len(self._top) > LATEST

    def months(self) -> tuple[str, ...]:
        """The months that have articles, newest first."""
        return self._months

    @cached_property
    def _months(self) -> tuple[str, ...]:
        return tuple(sorted({month for (month,) in self._ask(_MONTHS, lambda part: part.values * 2)}, reverse=True))

    @cached_property
    def _top(self) -> list[int]:
        return self.newest(max(FEW, LATEST + 1))

    def _ask(self, statement: str, values: Callable[[Rows], list[Any]], **words: str) -> list[Row]:
        """What is asked of each part, in one question for very many of them."""
        table = self.model._meta.db_table  # noqa: SLF001 Django documents it
        found: list[Row] = []
        with connections[router.db_for_read(self.model)].cursor() as cursor:
            for parts in batched(self.parts, _AT_ONCE):
                asked = [statement.format(table=table, where=part.where, order=_ORDER, **words) for part in parts]
                whole = asked[0] if len(asked) == 1 else " UNION ALL ".join(map(_PART.format, asked))
                cursor.execute(whole, [value for part in parts for value in values(part)])
                found += cursor.fetchall()
        return found


def parts_of(argument: str) -> tuple[str, str, str]:
    """Edition, kind and identity of a list's name; an edition's own list has the edition alone."""
    edition, _slash, narrower = argument.partition("/")
    kind, _slash, identity = narrower.partition("/")
    return edition, kind, identity


def named(arguments: Iterable[str]) -> dict[str, List]:
    """The lists of these names; inside a batch each is the same for whoever asks."""
    asked, known = list(arguments), memory("lists")
    known.update(_named([argument for argument in asked if argument not in known]))
    return {argument: known[argument] for argument in asked}


def _named(arguments: Iterable[str]) -> dict[str, List]:
    listed = [(argument, *parts_of(argument)) for argument in arguments]
    by_kind: dict[str, set[int]] = {}
    for _argument, _edition, kind, identity in listed:
        if kind in SUBJECTS:
            by_kind.setdefault(kind, set()).add(int(identity))
    earlier = {kind: ancestors(SUBJECTS[kind], identities) for kind, identities in by_kind.items()}
    return {
        argument: _list_of(edition, kind, identity, earlier.get(kind, {}))
        for argument, edition, kind, identity in listed
    }


def heirs_of(arguments: Iterable[str]) -> dict[str, str]:
    """Where lists are whose subject was merged into another: the name of theirs to that of the other's.

    Both may go on behind a further slash with a month.
    """
    listed = [(argument, *argument.split("/")) for argument in arguments]
    found: dict[str, str] = {}
    for kind, model in SUBJECTS.items():
        ours = [(argument, code, rest) for argument, code, *rest in listed if rest and rest[0] == kind]
        now = heirs(model, (int(rest[1]) for _argument, _code, rest in ours))
        for argument, code, (_kind, identity, *month) in ours:
            if int(identity) in now:
                found[argument] = "/".join((code, kind, str(now[int(identity)]), *month))
    return found


def of_subject(listing: Thing) -> Held:
    """Every list of the subject whose lists this thing names (``editions.lasting.listing``), with each month."""
    kind, _slash, identity = identity_of(listing).partition("/")
    editions = Edition.objects.order_by("code").values_list("code", flat=True)
    lists = named(f"{edition}/{kind}/{identity}" for edition in editions)
    return tuple((name, month) for name, each in lists.items() for month in each.months())


def _list_of(edition: str, kind: str, identity: str, earlier: Mapping[int, tuple[int, ...]]) -> List:
    columns: tuple[tuple[str, Any], ...] = (("edition_id", edition),)
    model = _ROWS.get(kind, ArticleRow)
    if model is ArticleRow:
        columns = (*columns, ("state", State.OUT.value))
    if kind not in SUBJECTS:
        return List(model, (Rows((*columns, ("kind", int(identity))) if kind else columns),))
    every = (int(identity), *earlier.get(int(identity), ()))
    return List(model, tuple(Rows((*columns, (kind, one))) for one in every))


def holding(things: Iterable[Thing]) -> dict[Thing, Held]:
    """Every list that holds each article among these things now, and all lists of a subject whose lists are meant.

    Inside a batch it is asked once, whoever wants to know.
    """
    asked = list(things)
    articles = [thing for thing in asked if kind_of(thing) == "article"]
    held = _holding.many(identity_of(thing) for thing in articles)
    found = {thing: lists for thing, lists in zip(articles, held, strict=True) if lists}
    return found | {thing: of_subject(thing) for thing in asked if kind_of(thing) == "listing"}


def _load(articles: tuple[str, ...]) -> Mapping[str, Held]:
    rows = {
        row.article_id: row
        for row in ArticleRow.objects.filter(article__in=[int(article) for article in articles], state=State.OUT)
    }
    subjects = _subjects(rows.values())
    return {
        str(number): (
            (row.edition_id, row.month),
            *((f"{row.edition_id}/{kind}/{identity}", row.month) for kind, identity in subjects.get(number, ())),
        )
        for number, row in rows.items()
    }


def _subjects(rows: Iterable[ArticleRow]) -> dict[int, list[tuple[str, int]]]:
    """What each article is listed under, by what that is now, and each once."""
    under = {
        (kind, row.article_id, one)
        for row in rows
        for kind, one in (("section", row.section), ("kind", row.kind))
        if one is not None
    }
    articles = [row.article_id for row in rows]
    for kind, model in _ROWS.items():
        found = model.objects.filter(article__in=articles).values_list("article_id", kind)
        under |= {(kind, article, identity) for article, identity in found}
    now = {
        kind: heirs(model, (identity for of, _article, identity in under if of == kind))
        for kind, model in SUBJECTS.items()
    }
    listed: dict[int, list[tuple[str, int]]] = {}
    for kind, article, identity in sorted({(of, each, now.get(of, {}).get(one, one)) for of, each, one in under}):
        listed.setdefault(article, []).append((kind, identity))
    return listed


# Not for pages: it is no facet of the press, only asked through one to share the memory of a batch.
_holding = Facet[Held]("article.lists", _load, rows={"stories.ArticleRow": "article_id"})


def _in_order(rows: Iterable[Row]) -> list[Row]:
    """Rows of several parts, newest first, as those of one."""
    return sorted(rows, key=itemgetter(0, 1), reverse=True)
