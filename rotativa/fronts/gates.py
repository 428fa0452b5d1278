"""What keeps a front from going out: pictures that somebody chose for one place of it, and that no page may show."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from rotativa.daybook.queries import Wanted, latest
from rotativa.editions.in_words import language_name
from rotativa.fronts.composition import Composition
from rotativa.fronts.models.fronts import front_thing
from rotativa.pictures.queries import readiness
from rotativa.stories import answering
from rotativa.stories.rules import Gate
from rotativa.stories.scheduling import GRACE

_LOOKED_AT = 20


def gates_of(composition: Composition, edition: str, moment: datetime | None = None) -> tuple[Gate, ...]:
    """The gates that keep this composition from readers of that edition; empty where it may go out.

    It is asked of the moment at which it goes out, which is now where none is given, or where that has passed: a
    place that has ended by then shows nothing.
    """
    now = timezone.now()
    return tuple(_gates(composition.at(max(moment or now, now)), edition))


def gates_of_schedule(
    composition: Composition, edition: str, moment: datetime, now: datetime | None = None
) -> tuple[Gate, ...]:
    """The same of a front that is scheduled; and that nobody answers for it, or that it is free too late."""
    unanswered = answering.unanswered("front.scheduled", "front.publish", {front_thing(edition): edition})
    gates = (*unanswered.values(), *gates_of(composition, edition, moment))
    is_late = moment < (now or timezone.now()) - GRACE
    return gates or ((answering.belated(),) if is_late and was_held(edition) else ())


def was_held(edition: str) -> bool:
    """Whether a gate held what is scheduled when its moment came; the daybook says so.

    Nobody schedules what has passed: a schedule that is noted after its moment is the one of before, for which somebody
    else answers now.
    """
    about = Wanted(verbs=("front.scheduled", "front.held"), things=(front_thing(edition),))
    for fact in latest(about, most=_LOOKED_AT):
        if fact.verb == "front.held" or datetime.fromisoformat(fact.details["at"]) > fact.at:
            return fact.verb == "front.held"
    return False


def without_held(composition: Composition, edition: str) -> Composition:
    """The same without the pictures that may not be shown: there the articles' own stand."""
    known = {one.identity: one.lacks(edition) for one in readiness(composition.pictures)}
    return composition.dressed(
        lambda place: place if known.get(place.picture, ("gone",)) == () else place.with_own_picture()
    )


def _gates(composition: Composition, edition: str) -> Iterator[Gate]:
    if not composition.pictures:
        return
    known = {one.identity: one for one in readiness(composition.pictures)}
    language = language_name(edition)
    for place in composition.places:
        if not place.picture:
            continue
        where = f"r-{place.story}"
        picture = known.get(place.picture)
        if picture is None:
            gone = _("A picture that was chosen for a place on this front does not exist any more.")
            yield Gate("picture.gone", gone, "picture", where)
            continue
        lacks, told = picture.lacks(edition), {"picture": picture.title, "language": language}
        if "credit" in lacks:
            sentence = _("The picture “%(picture)s”, chosen for a place on this front, has no credit.") % told
            yield Gate("picture.credit", sentence, "picture", where)
        if "alt" in lacks:
            sentence = _(
                "The picture “%(picture)s”, chosen for a place on this front, has no alt text in %(language)s."
            )
            yield Gate("picture.alt", sentence % told, "picture", where)
