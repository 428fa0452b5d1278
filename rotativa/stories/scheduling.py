"""Sends out what is due. Each article in a transaction of its own: one that is held, or that fails, stops no other."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from wagtail.models import Revision

from rotativa.daybook.writing import transaction
from rotativa.kit.actor import Actor, Machine
from rotativa.kit.things import identity_of, thing
from rotativa.stories import answering, rules
from rotativa.stories.actions.hold import hold
from rotativa.stories.errors import NotReady
from rotativa.stories.hand import in_hand, undated
from rotativa.stories.models import ArticlePage, ArticleRow, Beat
from rotativa.stories.rules import Gate
from rotativa.stories.wagtail_bridge import heard, on_published

SCHEDULER = Machine("scheduler")
BEAT = "scheduler"
GRACE = timedelta(hours=1)
"""So long after its time what a gate held still goes out by itself, once that is shut: then somebody shut it for that.
Later it waits for somebody's word; a credit that is mended three nights on, or a role that is given back, publishes
nothing.
"""
AGAIN = timedelta(minutes=15)
"""So long the log hears nothing more of the same fault of the same thing."""
NEVER = datetime.min.replace(tzinfo=UTC)
_log = logging.getLogger(__name__)
_told: dict[tuple[str, str], datetime] = {}


@dataclass(frozen=True)
class Round:
    """What one look at the clock came to: articles by number."""

    out: tuple[int, ...] = ()
    held: tuple[int, ...] = ()
    failed: tuple[int, ...] = ()

    def __str__(self) -> str:
        return f"{len(self.out)} out, {len(self.held)} held, {len(self.failed)} failed"


def send_due(now: datetime | None = None, actor: Actor = SCHEDULER) -> Round:
    """Sends out every scheduled version whose moment has come, oldest first, and leaves a sign of life."""
    now = now or timezone.now()
    found: dict[str, list[int]] = {"out": [], "held": [], "failed": []}
    for revision, article in _due(now):
        found[_send(actor, revision, article, now)].append(article)
    done = Round(**{name: tuple(articles) for name, articles in found.items()})
    Beat.objects.update_or_create(name=BEAT, defaults={"at": now, "note": str(done)})
    return done


def gates_of_schedules(articles: Mapping[int, str]) -> Mapping[int, Gate]:
    """What holds a scheduled article whatever its text: that nobody answers for it. Takes articles with editions."""
    where = {thing("article", article): edition for article, edition in articles.items()}
    held = answering.unanswered("article.scheduled", "article.publish", where)
    return {int(identity_of(one)): gate for one, gate in held.items()}


def gates_of_due(article: ArticlePage, scheduled: Revision, now: datetime) -> tuple[Gate, ...]:
    """What keeps a version from readers whose moment has come; empty where it may go out."""
    unanswered = gates_of_schedules({article.pk: article.edition_id}).values()
    gates = (*unanswered, *rules.open_gates(scheduled.as_object()))
    return gates or ((answering.belated(),) if belated([article.pk], now) else ())


def belated(articles: Iterable[int], now: datetime) -> frozenset[int]:
    """Those of these articles that were held at their time, which passed too long ago for them to go out unasked."""
    rows = ArticleRow.objects.filter(article__in=articles, scheduled_at__lt=now - GRACE).exclude(held=[])
    return frozenset(rows.values_list("article_id", flat=True))


def _due(now: datetime) -> list[tuple[int, int]]:
    due = Revision.page_revisions.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")
    return [(revision, int(article)) for revision, article in due.values_list("pk", "object_id")]


def _send(actor: Actor, revision: int, article: int, now: datetime) -> str:
    try:
        return _send_or_hold(actor, revision, article, now)
    except Exception as error:  # whatever is wrong with one article, the others go out
        tell(f"article {article}", error)
        return "failed"


def tell(what: str, error: Exception) -> None:
    """Writes to the log why something scheduled did not go out.

    Of the same fault not again at each round, which comes every few seconds.
    """
    fault, now = (what, f"{type(error).__name__}: {error}"), timezone.now()
    if now - _told.get(fault, NEVER) < AGAIN:
        return
    _told[fault] = now
    _log.error("scheduled %s did not go out; it is tried again at each round", what, exc_info=error)


def _send_or_hold(actor: Actor, revision: int, article: int, now: datetime) -> str:
    try:
        with transaction(actor):
            held = in_hand(actor, "article.publish", article)
            scheduled = held.revisions.filter(pk=revision, approved_go_live_at__isnull=False).first()
            if scheduled is None:  # taken back, or sent out by somebody, since we looked
                return "out" if held.live else "held"
            if gates_of_schedules({held.pk: held.edition_id}) or belated([held.pk], now):
                raise NotReady(gates_of_due(held, scheduled, now))
            with heard(on_published, held):
                undated(scheduled).publish(log_action="wagtail.publish.scheduled")
        return "out"
    except NotReady as error:
        hold(actor, article, error.gates)
        return "held"
