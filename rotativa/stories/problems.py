"""What the desk's home must show of the stories: what did not go out at its time, and a scheduler that is still."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext as _

from rotativa.kit.actor import Actor
from rotativa.kit.languages import day_pattern, isolated
from rotativa.kit.problems import Problem, Severity
from rotativa.stories import ports
from rotativa.stories.ahead import gates_ahead, next_out
from rotativa.stories.answering import GATE, LATE, OF_SCHEDULES
from rotativa.stories.models import ArticleRow, Beat
from rotativa.stories.scheduling import BEAT

SILENT = timedelta(minutes=2)
MOST = 20
LOOKS_AHEAD = timedelta(days=1)


def problems(actor: Actor) -> Iterator[Problem]:
    """Articles that were held or that failed, the longest due first; who may edit there gets the link.

    Nothing for who may not read what is not out yet: headlines stand in these sentences.
    """
    if not actor.may("article.read"):
        return
    for row in _due().exclude(held=[])[:MOST]:
        if GATE in row.held:
            sentence = _(
                "“%(headline)s” did not go out at its time: whoever scheduled it may not publish there any more. "
                "Schedule it again, or take the schedule back."
            )
            yield _about_schedule(actor, row, "held", sentence, _("Open it"))
            continue
        if LATE in row.held:
            sentence = _(
                "“%(headline)s” did not go out at its time. Nothing holds it any more, but it goes out only if you say "
                "so: send it out, schedule it again, or take the schedule back."
            )
            yield _about_schedule(actor, row, "held", sentence, _("Open it"))
            continue
        sentence = _("“%(headline)s” did not go out at its time: a gate held it.")
        yield _about(actor, row, "held", sentence, _("See which"))
    yield from _ahead(actor)
    for row in failing():
        sentence = _("“%(headline)s” did not go out at its time: sending it out failed. The log says why.")
        yield _about(actor, row, "failed", sentence, _("Open it"))


def _ahead(actor: Actor) -> Iterator[Problem]:
    """What is due within a day and would not go out as things are."""
    soon = timezone.now() + LOOKS_AHEAD
    gates = gates_ahead()
    for row in next_out():
        if row.held or row.scheduled_at is None or row.scheduled_at > soon or not gates.get(row.article_id):
            continue
        at = date_format(timezone.localtime(row.scheduled_at), day_pattern("j M H:i", get_language()))
        sentence = _("“%(headline)s” will not go out at %(time)s: %(gate)s")
        first = gates[row.article_id][0]
        told = sentence % {"headline": "%(headline)s", "time": at, "gate": first.sentence.replace("%", "%%")}
        about = _about_schedule if first.name in OF_SCHEDULES else _about
        yield about(actor, row, "ahead", told, _("Mend it"))


def failing() -> tuple[ArticleRow, ...]:
    """What is due, held by no gate, and did not go out: the scheduler leaves its sign behind each round, and what was
    due by then and still waits has failed."""
    beat = scheduler_heard()
    if beat is None or scheduler_is_silent():
        return ()
    return tuple(_due().filter(held=[], scheduled_at__lte=beat)[:MOST])


def alarms() -> Iterator[Problem]:
    """A scheduler that stands still, whether or not anything is due: what will be due would not go out."""
    if scheduler_is_silent():
        sentence = _("The scheduler stands still: what is due does not go out. Is “rotativa duties” running?")
        yield Problem("stories.scheduler", Severity.WILL_NOT_GO_OUT, sentence, rank=8)


def scheduler_is_silent() -> bool:
    """Whether the scheduler has stopped; where it never ran, whether anything waits for it."""
    before = timezone.now() - SILENT
    beat = scheduler_heard()
    if beat is None:
        return ArticleRow.objects.filter(scheduled_at__lte=timezone.now(), held=[]).exists()
    return beat < before


def scheduler_heard() -> datetime | None:
    """When the scheduler looked at the clock last; it does so every few seconds."""
    return Beat.objects.filter(name=BEAT).values_list("at", flat=True).first()


def late() -> int:
    """How many articles should have gone out minutes ago, and no gate holds them."""
    return ArticleRow.objects.filter(scheduled_at__lte=timezone.now() - SILENT, held=[]).count()


def _due() -> QuerySet[ArticleRow, ArticleRow]:
    return ArticleRow.objects.filter(scheduled_at__lte=timezone.now()).order_by("scheduled_at")


def _about(actor: Actor, row: ArticleRow, what: str, sentence: str, label: str) -> Problem:
    may = actor.may("article.write", row.edition_id)
    link = reverse("wagtailadmin_pages:edit", args=(row.article_id,)) if may else ""
    return _problem(row, what, sentence, link, label)


def _about_schedule(actor: Actor, row: ArticleRow, what: str, sentence: str, label: str) -> Problem:
    """What no field of the editor's mends, only whoever may schedule there."""
    screen = ports.schedule_screen if actor.may("article.schedule", row.edition_id) else None
    link = screen(row.article_id) if screen is not None else ""
    return _problem(row, what, sentence, link, label)


def _problem(row: ArticleRow, what: str, sentence: str, link: str, label: str) -> Problem:
    headline = row.draft_headline or row.headline or _("An article without a headline")
    said = sentence % {"headline": isolated(headline)}
    key = f"stories.{what}:{row.article_id}"
    rank = 1 if what == "ahead" else 0
    return Problem(key, Severity.WILL_NOT_GO_OUT, said, link, label if link else "", row.edition_id, rank)
