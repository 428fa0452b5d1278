"""Passages of background: their drafts as frozen text, who uses them, and what an edit of one would do to those."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from itertools import chain

from django.db.models import F
from django.utils.translation import gettext as _

from rotativa.kit.hashing import fingerprint
from rotativa.stories import finding, raw
from rotativa.stories.bodies import body_of, identity, one_line
from rotativa.stories.finding import Term
from rotativa.stories.freezing import from_json, passage_from_json
from rotativa.stories.heirs import author_now
from rotativa.stories.models import ArticlePassageRow, ArticleRow, Passage, PassageSnapshot, PassageText, Snapshot
from rotativa.stories.rules import Candidate, Gate, judge, judge_passage
from rotativa.stories.text import ArticleText, ContextText
from rotativa.stories.versions import body_of_draft, scheduled_with

AT_ONCE = 200


@dataclass(frozen=True)
class Opened:
    """A gate that an edit of a passage would open in an article that readers have."""

    article: int
    headline: str
    gate: Gate


def draft_of_passage(row: PassageText) -> ContextText:
    """The text of a passage as it was saved last."""
    return ContextText(
        title=one_line(row.title),
        body=body_of(list(row.body.raw_data), lambda: UTC),
        keeper=identity(author_now(row.keeper_id)),
        checked=row.checked,
    )


def seen(text: ContextText) -> str:
    """What stands for this version of a draft on a screen."""
    return fingerprint(text).hex()


def seen_of_all(passage: Passage, rows: Iterable[PassageText]) -> str:
    """What stands for everything there is of a passage: its name, and in each edition the draft and what is out.

    It never comes again once a text went out: each version of a passage has its number.
    """
    written = sorted((str(row.edition_id), row.snapshot or 0, seen(draft_of_passage(row))) for row in rows)
    return fingerprint((passage.name, tuple(written))).hex()


def public_passage(passage: int, edition: str) -> ContextText | None:
    """The text that readers have."""
    row = PassageText.objects.filter(passage=passage, edition_id=edition, snapshot__isnull=False).first()
    if row is None:
        return None
    snapshot = PassageSnapshot.objects.get(passage=passage, edition_id=edition, number=row.snapshot or 0)
    return passage_from_json(snapshot.text)


def users_of(passage: int, edition: str) -> tuple[int, ...]:
    """The public articles of an edition that use the passage, newest first."""
    rows = ArticlePassageRow.objects.filter(passage=passage, edition_id=edition)
    return tuple(rows.order_by("-first_published", "-article").values_list("article_id", flat=True))


def articles_with(passage: int) -> tuple[int, ...]:
    """The articles of any edition that use the passage: public ones, newest first, then drafts and schedules."""
    public = ArticlePassageRow.objects.filter(passage=passage).order_by("-first_published", "-article")
    drafts = finding.among(ArticleRow.objects.all(), [Term(marks=(finding.passage_mark(passage),))])
    due = scheduled_with(lambda content: str(passage) in raw.passages_in(body_of_draft(content)))
    rows = (each.values_list("article", flat=True) for each in (public, drafts.order_by("-changed")))
    return tuple(dict.fromkeys([*chain.from_iterable(rows), *(article for article, _title in due)]))


def own_gates(text: ContextText, edition: str) -> tuple[Gate, ...]:
    """What the passage itself lacks."""
    return judge_passage(text, edition)


def opened_gates(passage: int, edition: str, text: ContextText, articles: Sequence[int]) -> Iterator[Opened]:
    """The gates that would be open in these articles with this text of the passage, and are not with the present one.

    What else may be wrong with an article by now, the passage has no part in: it does not hold a correction back.
    """
    present = public_passage(passage, edition)
    for start in range(0, len(articles), AT_ONCE):
        chosen = articles[start : start + AT_ONCE]
        snapshots = Snapshot.objects.filter(article__in=chosen, number=F("article__row__snapshot"))
        for snapshot in snapshots.iterator():
            article = from_json(snapshot.text)
            known = dict(_others(article, passage, edition))
            before = {**known, str(passage): present} if present is not None else known
            was = set(_names(article, edition, before))
            for gate in judge(_alone(article, edition, {**known, str(passage): text})):
                if gate.name not in was:
                    yield Opened(snapshot.article_id, article.headline, gate)


def sentences(opened: Iterable[Opened]) -> list[Gate]:
    """The gates with the articles that they are open in."""
    return [
        replace(
            one.gate, sentence=_("In “%(headline)s”: %(why)s") % {"headline": one.headline, "why": one.gate.sentence}
        )
        for one in opened
    ]


def hold_passages(wanted: Iterable[str], edition: str) -> None:
    """Keeps these passages as they are until the end of the transaction."""
    if wanted:
        rows = PassageText.objects.select_for_update(no_key=True).filter(
            passage__in=[int(one) for one in wanted], edition_id=edition
        )
        list(rows.order_by("pk").values_list("pk"))


def _names(article: ArticleText, edition: str, passages: Mapping[str, ContextText]) -> Iterator[str]:
    return (gate.name for gate in judge(_alone(article, edition, passages)))


def _alone(article: ArticleText, edition: str, passages: Mapping[str, ContextText]) -> Candidate:
    """The article with nothing known but its passages: what is missing is missing before and after."""
    return Candidate(text=article, edition=edition, passages=passages)


def _others(article: ArticleText, passage: int, edition: str) -> Iterator[tuple[str, ContextText]]:
    for other in article.passages():
        text = public_passage(int(other), edition) if other != str(passage) else None
        if text is not None:
            yield other, text
