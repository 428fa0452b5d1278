"""What the desk's home must show of fronts: one that did not go out at its time, or that will not as things are."""

from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext as _

from rotativa.editions.in_words import language_name
from rotativa.fronts.composition import from_json
from rotativa.fronts.gates import gates_of_schedule
from rotativa.fronts.models import Front
from rotativa.kit.actor import Actor
from rotativa.kit.languages import day_pattern
from rotativa.kit.problems import Problem, Severity
from rotativa.stories.problems import SILENT
from rotativa.stories.scheduling import GRACE


def problems(actor: Actor) -> Iterator[Problem]:
    """Fronts that a gate holds or will hold, and those whose moment has passed, for who may schedule them."""
    now = timezone.now()
    for row in Front.objects.filter(scheduled_at__isnull=False).order_by("scheduled_at"):
        edition, at = str(row.edition_id), row.scheduled_at
        if at is None or not actor.may("front.schedule", edition):
            continue
        told = {"edition": language_name(edition), "gates": _gates(row, at)}
        told["time"] = date_format(timezone.localtime(at), day_pattern("j M H:i", get_language()))
        if told["gates"] and at > now:
            sentence = _("The front in %(edition)s will not go out at %(time)s: %(gates)s")
            yield _about(edition, "ahead", sentence % told)
        elif told["gates"] and at < now - GRACE:
            yield _about(edition, "held", _("The front in %(edition)s did not go out at its time: %(gates)s") % told)
        elif told["gates"]:
            sentence = _(
                "The front in %(edition)s did not go out at its time: %(gates)s It goes out once this is right."
            )
            yield _about(edition, "held", sentence % told)
        elif at <= now - SILENT:
            sentence = _("The front in %(edition)s did not go out at its time. It is tried again; the log says why.")
            yield _about(edition, "failed", sentence % told)


def _gates(row: Front, at: datetime) -> str:
    """What holds the scheduled front, in words; empty where nothing does, and where it is no composition any more."""
    try:
        gates = gates_of_schedule(from_json(row.scheduled), row.edition_id, at)
    except ValidationError:  # the scheduler fails at it, too
        return ""
    return " ".join(dict.fromkeys(gate.sentence for gate in gates))


def _about(edition: str, what: str, sentence: str) -> Problem:
    rank = 1 if what == "ahead" else 0
    return Problem(f"fronts.{what}:{edition}", Severity.WILL_NOT_GO_OUT, sentence, edition=edition, rank=rank)
