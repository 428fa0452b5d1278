"""The lists that pages draw on. A list is named by its edition and, where it is narrower, by what its articles have in common:
``es``, ``es/section/3``, ``es/topic/5``, ``es/author/2``.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count

from rotativa.kit.things import Thing, identity_of, kind_of
from rotativa.kit.trace import Shelf
from rotativa.stories.models.rows import ArticleAuthorRow, ArticleRow, ArticleTopicRow, State

LATEST = 30
"""So many articles stand on the first page of a list. A list that is longer is cut by month."""

Members = Mapping[str, tuple[str, ...]]


def _in_edition(arguments: tuple[str, ...]) -> Members:
    """``<story>@es``: the public article of the story there."""
    wanted = {tuple(argument.split("@")) for argument in arguments}
    rows = ArticleRow.objects.filter(
        story__in={story for story, _edition in wanted},
        edition__in={edition for _story, edition in wanted},
        state=State.OUT,
    )
    found = rows.values_list("story_id", "edition_id", "article_id")
    return {f"{story}@{edition}": (str(article),) for story, edition, article in found}


def _latest(arguments: tuple[str, ...]) -> Members:
    return {argument: _ids(_rows(argument)[:LATEST]) for argument in arguments}


def _month(arguments: tuple[str, ...]) -> Members:
    """``es/section/3/2026-03``: the articles of one month, newest first."""
    parted = {argument: argument.rpartition("/") for argument in arguments}
    return {argument: _ids(_rows(named).filter(month=month)) for argument, (named, _slash, month) in parted.items()}


def _months(arguments: tuple[str, ...]) -> Members:
    """The months of a list, newest first; none while the list fits on its first page."""
    counted = {argument: _counts(argument) for argument in arguments}
    return {argument: tuple(months) if sum(months.values()) > LATEST else () for argument, months in counted.items()}


def _all_months(arguments: tuple[str, ...]) -> Members:
    return {argument: tuple(_counts(argument)) for argument in arguments}


def _counts(argument: str) -> dict[str, int]:
    rows = _rows(argument).order_by("-month").values("month").annotate(articles=Count("article_id"))
    return dict(rows.values_list("month", "articles"))


def _rows(argument: str) -> Any:  # a QuerySet of one of three models with the same columns
    edition, _slash, narrower = argument.partition("/")
    kind, _slash, identity = narrower.partition("/")
    rows: Any
    if kind == "topic":
        rows = ArticleTopicRow.objects.filter(edition=edition, topic=identity)
    elif kind == "author":
        rows = ArticleAuthorRow.objects.filter(edition=edition, author=identity)
    else:
        rows = ArticleRow.objects.filter(edition=edition, state=State.OUT, **({"section": identity} if kind else {}))
    return rows.order_by("-first_published", "-article_id")


def _ids(rows: Any) -> tuple[str, ...]:
    return tuple(str(identity) for identity in rows.values_list("article_id", flat=True))


def _lists_of(thing: Thing) -> Iterator[tuple[str, str]]:
    """Every list that holds this article now, with the month it stands in."""
    if kind_of(thing) != "article":
        return
    row = ArticleRow.objects.filter(article=identity_of(thing), state=State.OUT).first()
    if row is None:
        return
    yield row.edition_id, row.month
    if row.section is not None:
        yield f"{row.edition_id}/section/{row.section}", row.month
    for topic in ArticleTopicRow.objects.filter(article=row.article_id).values_list("topic", flat=True):
        yield f"{row.edition_id}/topic/{topic}", row.month
    for author in ArticleAuthorRow.objects.filter(article=row.article_id).values_list("author", flat=True):
        yield f"{row.edition_id}/author/{author}", row.month


def _holding_lists(thing: Thing) -> tuple[str, ...]:
    return tuple(named for named, _month in _lists_of(thing))


def _holding_month(thing: Thing) -> tuple[str, ...]:
    return tuple(f"{named}/{month}" for named, month in _lists_of(thing))


def _holding_all_months(thing: Thing) -> tuple[str, ...]:
    return tuple(named for named, _month in _lists_of(thing) if "/" not in named)


def _holding_stories(thing: Thing) -> tuple[str, ...]:
    if kind_of(thing) != "article":
        return ()
    rows = ArticleRow.objects.filter(article=identity_of(thing), state=State.OUT)
    return tuple(f"{story}@{edition}" for story, edition in rows.values_list("story_id", "edition_id"))


in_edition = Shelf("story.in", _in_edition, _holding_stories)
latest = Shelf("articles.latest", _latest, _holding_lists)
months = Shelf("articles.months", _months, _holding_lists)
month = Shelf("articles.month", _month, _holding_month)
all_months = Shelf("articles.all_months", _all_months, _holding_all_months)
