"""Computes the read table afresh from articles and snapshots, and says where it differed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import monotonic

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import EVERYWHERE, Actor, require
from rotativa.stories import finding, rows
from rotativa.stories.freezing import from_json
from rotativa.stories.models import ArticlePage, ArticleRow

AT_ONCE = 200
TELL_EVERY = 2.0  # seconds
WORDS = "words"
"""What is said to differ where the index of the search does."""


@dataclass(frozen=True)
class Found:
    """What a look at the whole read table came to."""

    looked: int
    differences: tuple[str, ...]


def rebuild(actor: Actor, *, repair: bool = True, say: Callable[[str], object] = lambda _line: None) -> Found:
    """Looks at every article, each batch in a transaction of its own; can be stopped and begun again at any time."""
    require(actor, "press.print", EVERYWHERE)
    looked, differences, told = 0, list[str](), monotonic()
    for batch in _batches():
        with transaction(actor):
            for article in _locked(batch):
                wrong = difference(article)
                looked += 1
                if wrong:
                    differences.append(f"article {article.pk}: {', '.join(wrong)}")
                    if repair:
                        _repair(article, wrong)
        if monotonic() - told > TELL_EVERY:
            say(f"{looked} articles …")
            told = monotonic()
    return Found(looked, tuple(differences))


def _repair(article: ArticlePage, wrong: tuple[str, ...]) -> None:
    if wrong == (WORDS,):  # which no page is printed from, and which are no change of the story
        finding.keep(article, rows.draft_content(article))
        return
    rows.keep(article)
    # Pages printed from the wrong row are found by the fact.
    note("article.rebuilt", [article.thing, article.story_thing], edition=article.edition_id)


def difference(article: ArticlePage) -> tuple[str, ...]:
    """The columns and lists of this article's rows that are not what they should be."""
    known = ArticleRow.objects.filter(article=article.pk).first()
    if known is None:
        return ("no row",)
    snapshot = rows.latest_snapshot(article.pk) if article.first_out else None
    text = from_json(snapshot.text) if snapshot is not None else None
    should = rows.expected(article, snapshot, text)
    wrong = [column for column, value in should.items() if getattr(known, column) != value]
    wrong += rows.lists_that_differ(article, text if article.live else None)
    wrong += rows.columns_of_the_story_that_differ(known)
    if not finding.is_kept(article.pk, finding.expected(article, rows.draft_content(article))):
        wrong.append(WORDS)
    return tuple(wrong)


def _locked(batch: list[int]) -> list[ArticlePage]:
    """These articles as they are, and stay until the end of the transaction: locked first and read then."""
    rows = ArticlePage.objects.filter(pk__in=batch).order_by("pk")
    list(rows.select_for_update(of=("self",), no_key=True).only("pk"))
    found: list[ArticlePage] = list(rows.select_related("latest_revision"))
    return found


def _batches() -> Iterator[list[int]]:
    last = 0
    while batch := list(ArticlePage.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        yield batch
        last = batch[-1]
