"""The lists that articles stand on, as rows of the read table.

A list is named by its edition and, where it is narrower, by what its articles have in common: ``es``, ``es/section/3``,
``es/topic/5``, ``es/author/2``.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connections

from rotativa.kit.things import Thing, identity_of, kind_of
from rotativa.kit.trace import Facet
from rotativa.stories.models.rows import ArticleAuthorRow, ArticleRow, ArticleTopicRow, State

LATEST = 30
"""So many articles stand on the first page of a list. A list that is longer is cut by month."""

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


@dataclass(frozen=True)
class List:
    """One list: its edition, and the columns that its rows share."""

    model: Any  # one of three models with the same columns
    columns: tuple[tuple[str, Any], ...]

    @property
    def rows(self) -> Any:
        """Its rows, newest first."""
        return self.model.objects.filter(**dict(self.columns)).order_by("-first_published", "-article_id")

    def latest(self) -> tuple[str, ...]:
        """The articles of its first page."""
        return _ids(self.rows[:LATEST])

    def of_months(self, months: Collection[str], column: str = "article_id") -> dict[str, tuple[str, ...]]:
        """The articles of each of these months; or their stories (``story_id``), in the same order."""
        found: dict[str, list[str]] = {month: [] for month in months}
        for month, identity in self.rows.filter(month__in=list(found)).values_list("month", column):
            found[month].append(str(identity))
        return {month: tuple(articles) for month, articles in found.items()}

    def is_long(self) -> bool:
        """Whether it has more articles than its first page."""
        return bool(self.rows[LATEST : LATEST + 1].values_list("article_id"))

    def months(self) -> tuple[str, ...]:
        """The months that have articles, newest first."""
        where = " AND ".join(f"{column} = %s" for column, _value in self.columns)
        values = [value for _column, value in self.columns]
        table = self.model._meta.db_table  # noqa: SLF001 Django documents it
        statement = _MONTHS.format(table=table, where=where)
        with connections[self.rows.db].cursor() as cursor:
            cursor.execute(statement, values * 2)
            return tuple(month for (month,) in cursor.fetchall())


def named(argument: str) -> List:
    """The list of that name."""
    edition, _slash, narrower = argument.partition("/")
    kind, _slash, identity = narrower.partition("/")
    if kind == "topic":
        return List(ArticleTopicRow, (("edition_id", edition), ("topic", int(identity))))
    if kind == "author":
        return List(ArticleAuthorRow, (("edition_id", edition), ("author", int(identity))))
    out: tuple[tuple[str, Any], ...] = (("edition_id", edition), ("state", State.OUT.value))
    return List(ArticleRow, (*out, ("section", int(identity))) if kind == "section" else out)


Held = tuple[tuple[str, str], ...]
"""Names of lists, each with the month in which an article stands there."""


def holding(things: Iterable[Thing]) -> dict[Thing, Held]:
    """Every list that holds each article among these things now. Inside a batch it is asked once, whoever wants to
    know.
    """
    articles = [thing for thing in things if kind_of(thing) == "article"]
    held = _holding.many(identity_of(thing) for thing in articles)
    return {thing: lists for thing, lists in zip(articles, held, strict=True) if lists}


def _load(articles: tuple[str, ...]) -> Mapping[str, Held]:
    rows = {
        row.article_id: row
        for row in ArticleRow.objects.filter(article__in=[int(article) for article in articles], state=State.OUT)
    }
    held: dict[int, list[tuple[str, str]]] = {number: [(row.edition_id, row.month)] for number, row in rows.items()}
    for number, row in rows.items():
        if row.section is not None:
            held[number].append((f"{row.edition_id}/section/{row.section}", row.month))
    for model, kind in ((ArticleTopicRow, "topic"), (ArticleAuthorRow, "author")):
        for number, identity in model.objects.filter(article__in=rows).values_list("article_id", kind):
            held[number].append((f"{rows[number].edition_id}/{kind}/{identity}", rows[number].month))
    return {str(number): tuple(lists) for number, lists in held.items()}


# Not for pages: it is no facet of the press, only asked through one to share the memory of a batch.
_holding = Facet[Held]("article.lists", _load, rows={"stories.ArticleRow": "article_id"})


def _ids(rows: Any) -> tuple[str, ...]:
    return tuple(str(identity) for identity in rows.values_list("article_id", flat=True))
