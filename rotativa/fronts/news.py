"""What people are told by mail of fronts: that a scheduled one did not go out at its time."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from rotativa.editions.in_words import language_name
from rotativa.fronts.models import Front
from rotativa.staff import links
from rotativa.staff.mails import events, habits, watching
from rotativa.staff.mails.events import Event, Line
from rotativa.staff.mails.watching import Standing
from rotativa.staff.models import User
from rotativa.stories.news import CLOCK

EVENT = "front.held"


def register() -> None:
    """Begins to watch. Who wants to hear of scheduled articles hears of fronts."""
    events.register(Event(EVENT, CLOCK, _say))
    watching.watch("fronts", _standing)


def _standing() -> Iterator[Standing]:
    """The fronts that are due and still here; one that goes out within a minute wakes nobody."""
    for row in Front.objects.filter(scheduled_at__lte=timezone.now()):
        edition = str(row.edition_id)
        key = f"fronts.held {edition} {row.scheduled_at:%Y%m%d%H%M}"
        yield Standing(key, EVENT, edition, lambda code=edition: habits.who_may("front.schedule", code))  # type: ignore[misc]


def _say(user: User, edition: str, words: Mapping[str, Any]) -> Line | None:
    is_due = Front.objects.filter(edition_id=edition, scheduled_at__lte=timezone.now()).exists()
    if not is_due or not user.may("front.schedule", edition):
        return None
    told = {"edition": language_name(edition)}
    sentence = _("The front in %(edition)s did not go out at its time. The desk's home says why.")
    return Line(_("Held: the front in %(edition)s") % told, sentence % told, links.desk())
