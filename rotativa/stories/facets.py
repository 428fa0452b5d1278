"""The faces of an article, as pages see them: what it says, and what lists show of it."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.db.models import F

from rotativa.addresses.queries import current_paths
from rotativa.kit.trace import Facet
from rotativa.stories.freezing import from_json, passage_from_json
from rotativa.stories.models.passage import PassageSnapshot, PassageText
from rotativa.stories.models.rows import ArticleRow, ArticleTopicRow, State
from rotativa.stories.models.snapshot import Snapshot
from rotativa.stories.models.withdrawal import Withdrawal
from rotativa.stories.queries import ArticleCard, ArticleLine, Filed, GoneArticle, Signed, Writers
from rotativa.stories.text import PublishedArticle, PublishedPassage

_ON_CARDS = (
    *("story", "edition", "headline", "standfirst", "kicker"),
    *("section", "kind", "picture", "is_over", "first_published"),
)


def _out(ids: tuple[str, ...], *columns: str) -> Iterable[ArticleRow]:
    """The rows of those that are public, with these columns: most of the others are the desk's."""
    numbers = [int(identity) for identity in ids if identity.isdecimal()]
    return ArticleRow.objects.filter(article__in=numbers, state=State.OUT).only("article", *columns)


def _cards(ids: tuple[str, ...]) -> Mapping[str, ArticleCard]:
    rows = list(_out(ids, *_ON_CARDS))
    paths = current_paths(f"article:{identity}" for identity in ids)
    placed = ((row, paths.get(f"article:{row.article_id}")) for row in rows)
    return {str(row.article_id): _card(row, path) for row, path in placed if path is not None}


def _card(row: ArticleRow, path: str) -> ArticleCard:
    assert row.first_published is not None  # noqa: S101 what is out has been published
    return ArticleCard(
        identity=str(row.article_id),
        path=path,
        story=str(row.story_id),
        edition=row.edition_id,
        headline=row.headline,
        standfirst=row.standfirst,
        kicker=row.kicker,
        section=_identity(row.section),
        kind=_identity(row.kind),
        picture=_identity(row.picture),
        is_over=row.is_over,
        first_published=row.first_published,
    )


def _lines(ids: tuple[str, ...]) -> Mapping[str, ArticleLine]:
    return {
        identity: ArticleLine(identity, card.path, card.headline, card.section, card.kind, card.first_published)
        for identity, card in _cards(ids).items()
    }


def _gone(ids: tuple[str, ...]) -> Mapping[str, GoneArticle]:
    told = Withdrawal.objects.filter(article__in=[int(identity) for identity in ids if identity.isdecimal()])
    withdrawn = {row.article_id: row for row in told.exclude(headline="")}
    rows = ArticleRow.objects.filter(article__in=withdrawn).exclude(state=State.OUT)
    return {
        str(row.article_id): GoneArticle(
            row.edition_id,
            withdrawn[row.article_id].headline,
            row.first_published,
            withdrawn[row.article_id].at,
        )
        for row in rows
        if row.first_published is not None
    }


def _writers(ids: tuple[str, ...]) -> Mapping[str, Writers]:
    return {str(row.article_id): Writers(tuple(row.authors)) for row in _out(ids, "authors")}


def _signed(ids: tuple[str, ...]) -> Mapping[str, Signed]:
    return {
        str(each.article_id): Signed(tuple(each.of_authors), tuple(each.of_translators), tuple(each.of_reviewers))
        for each in _of(_signatures(), ids)
    }


def _filed(ids: tuple[str, ...]) -> Mapping[str, Filed]:
    listed = ArticleTopicRow.objects.filter(article__in=[int(identity) for identity in ids if identity.isdecimal()])
    topics: dict[str, tuple[str, ...]] = {}
    for row in listed.order_by("topic"):
        topics[str(row.article_id)] = (*topics.get(str(row.article_id), ()), str(row.topic))
    return {article: Filed(found) for article, found in topics.items()}


def _full(ids: tuple[str, ...]) -> Mapping[str, PublishedArticle]:
    return {str(each.article_id): _published(each) for each in _of(_texts(), ids)}


@cache
def _texts() -> Any:
    """The question of what articles say: built once, as that takes longer than to answer it for one page."""
    # Of hundreds of rows only what pages show: a snapshot's hashes are as long as its text.
    row = {f"of_{name}": F(f"article__row__{name}") for name in ("story", "edition", "first_published", "updated")}
    return _public().only("article", "number", "text", "near").annotate(**row)


@cache
def _signatures() -> Any:
    """The question of who signed, built once for the same reason."""
    # From inside the public text, of which nothing else is read: no row says who translated.
    people = {f"of_{name}": F(f"text__{name}") for name in ("authors", "translators", "reviewers")}
    return _public().only("article", "number").annotate(**people)


def _public() -> Any:
    """The snapshots that readers have."""
    return Snapshot.objects.filter(article__row__state=State.OUT, number=F("article__row__snapshot"))


def _of(snapshots: Any, ids: tuple[str, ...]) -> Any:
    return snapshots.filter(article__in=[int(identity) for identity in ids if identity.isdecimal()])


def _passages(ids: tuple[str, ...]) -> Mapping[str, PublishedPassage]:
    wanted = [identity.partition("@") for identity in ids]
    texts = PassageText.objects.filter(
        passage__in={passage for passage, _at, _edition in wanted if passage.isdecimal()},
        edition__in={edition for _passage, _at, edition in wanted},
        snapshot__isnull=False,
    )
    out = {(row.passage_id, row.edition_id, row.snapshot) for row in texts}
    snapshots = PassageSnapshot.objects.filter(
        passage__in={passage for passage, _edition, _number in out},
        edition__in={edition for _passage, edition, _number in out},
        number__in={number for _passage, _edition, number in out},
    )
    return {
        f"{each.passage_id}@{each.edition_id}": PublishedPassage(
            str(each.passage_id), each.edition_id, passage_from_json(each.text), each.number
        )
        for each in snapshots
        if (each.passage_id, each.edition_id, each.number) in out
    }


def _published(snapshot: Any) -> PublishedArticle:  # a Snapshot, with what its row says
    return PublishedArticle(
        identity=str(snapshot.article_id),
        story=str(snapshot.of_story),
        edition=snapshot.of_edition,
        text=from_json(snapshot.text),
        first_published=snapshot.of_first_published,
        updated=snapshot.of_updated,
        snapshot=snapshot.number,
        near=tuple(snapshot.near),
    )


def _identity(number: int | None) -> str:
    return "" if number is None else str(number)


_OF_CARDS = {"stories.ArticleRow": "article_id", "addresses.Address": "thing"}

card = Facet[ArticleCard]("article.card", _cards, rows=_OF_CARDS)
"""What lists show of a public article; identity ``12``. None where it is not out."""

line = Facet[ArticleLine]("article.line", _lines, rows=_OF_CARDS)
"""What a line of a river says of a public article; identity ``12``. It has neither standfirst nor picture."""

gone = Facet[GoneArticle](
    "article.gone", _gone, rows={"stories.Withdrawal": "article_id", "stories.ArticleRow": "article_id"}
)
"""What readers are told of a withdrawn article; identity ``12``. None where it is none, or they are not told."""

full = Facet[PublishedArticle](
    "article.full", _full, rows={"stories.ArticleRow": "article_id", "stories.Snapshot": "article_id"}
)
"""A public article as its page shows it; identity ``12``. None where it is not out."""

passage = Facet[PublishedPassage](
    "passage.full", _passages, rows={"stories.PassageText": "passage_id", "stories.PassageSnapshot": "passage_id"}
)
"""A passage of background as pages show it; identity ``5@es``. None where it is not out in that edition."""

writers = Facet[Writers]("article.writers", _writers, rows={"stories.ArticleRow": "article_id"})
"""Who wrote a public article; identity ``12``."""

signed = Facet[Signed](
    "article.signed", _signed, rows={"stories.ArticleRow": "article_id", "stories.Snapshot": "article_id"}
)
"""Whose names stand under a public article, and for what; identity ``12``."""

filed = Facet[Filed]("article.filed", _filed, rows={"stories.ArticleTopicRow": "article_id"})
"""The topics of a public article; identity ``12``. None where it has none, or is not out."""
