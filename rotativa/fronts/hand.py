"""How a verb takes the front of an edition in hand, asks whether a composition can be, and gives it to readers."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from rotativa.daybook.writing import note
from rotativa.editions.models import Edition
from rotativa.fronts.composition import Composition, from_json, to_json
from rotativa.fronts.errors import Overtaken
from rotativa.fronts.gates import gates_of
from rotativa.fronts.models import Front, PictureUse, PublishedFront
from rotativa.fronts.models.fronts import front_thing
from rotativa.fronts.zones import LIMITS, MOST_STRIPS, ZoneName
from rotativa.kit.actor import Actor, require
from rotativa.pictures.queries import readiness
from rotativa.pictures.uses import hold
from rotativa.stories.errors import NotReady
from rotativa.stories.models import Story
from rotativa.topics.models import Section


def in_hand(actor: Actor, verb: str, edition: str) -> Front:
    """The front of that edition, held until the verb's transaction ends. Raises ``Refused``, ``ValidationError``."""
    require(actor, verb, edition)
    # The edition is held, so that two who compose its first front do not make it twice.
    if not Edition.objects.select_for_update(no_key=True).filter(code=edition).values_list("pk"):
        raise ValidationError(_("There is no edition “%(code)s”.") % {"code": edition})
    front, _is_new = Front.objects.select_for_update(no_key=True, of=("self",)).get_or_create(
        edition_id=edition, defaults={"draft": to_json(Composition())}
    )
    return front


def require_version(front: Front, version: int | None) -> None:
    """Raises ``Overtaken`` where the draft is not the one that the actor saw."""
    if version is not None and version != front.version:
        raise Overtaken(front.saved_by)


def checked(composition: Composition, before: Composition) -> Composition:
    """The composition, tidied. Raises ``ValidationError`` with every reason why it cannot be.

    What stood there before stays possible, though it may be gone by now: no page shows it.
    """
    tidy = composition.tidied()
    wrong = [*_too_many(tidy), *_twice(tidy), *_unknown(tidy, before)]
    if wrong:
        raise ValidationError(wrong)
    return tidy


def give(
    actor: Actor, front: Front, composition: Composition, verb: str, *, restores: int | None = None, by: str = ""
) -> PublishedFront:
    """Gives this composition to readers, under the next number, and notes it. The one door for all that goes out.

    Raises ``NotReady`` where a picture that was chosen for a place may not be shown.
    ``by`` names the person who had scheduled it, where it goes out by itself.
    """
    hold(composition.pictures)
    gates = gates_of(composition, front.edition_id)
    if gates:
        raise NotReady(gates)
    of_edition = PublishedFront.objects.filter(edition_id=front.edition_id)
    number = (of_edition.aggregate(last=Max("number"))["last"] or 0) + 1
    given = PublishedFront.objects.create(
        edition_id=front.edition_id,
        number=number,
        composition=to_json(composition),
        restores=restores,
        published_at=timezone.now(),
        actor_id=actor.actor_id,
        actor_name=by or actor.actor_name,
    )
    shown = [PictureUse(edition_id=front.edition_id, picture=int(picture)) for picture in composition.pictures]
    PictureUse.objects.bulk_create(shown, ignore_conflicts=True)
    front.public = given
    front.save(update_fields=["public"])
    more = {"restores": restores, "by": by or None}
    details = {"number": number, **{name: value for name, value in more.items() if value is not None}}
    note(verb, [front_thing(front.edition_id)], edition=front.edition_id, details=details)
    return given


def end_schedule(front: Front) -> None:
    """Nothing is scheduled any more."""
    front.scheduled, front.scheduled_at, front.scheduled_by = None, None, ""
    front.save(update_fields=["scheduled", "scheduled_at", "scheduled_by"])


def lapse(front: Front) -> None:
    """Ends a schedule that goes out no more though nobody took it back, and notes it."""
    at, by = front.scheduled_at, front.scheduled_by
    end_schedule(front)
    details = {"at": at.isoformat() if at is not None else "", "by": by}
    note("front.lapsed", [front_thing(front.edition_id)], edition=front.edition_id, details=details)


def lapse_overdue(front: Front) -> None:
    """Ends a schedule whose moment has passed: what readers get now by hand is newer, and stays."""
    if front.scheduled_at is not None and front.scheduled_at <= timezone.now():
        lapse(front)


def public_composition(front: Front) -> Composition | None:
    """What readers have; None where the front fills itself because nobody has published one."""
    return None if front.public is None else from_json(front.public.composition)


def _too_many(composition: Composition) -> Iterable[str]:
    limits = LIMITS[composition.arrangement]
    for zone in composition.zones:
        most = limits[zone.name].chosen
        if len(zone.places) > most:
            said = _("Too many stories for “%(zone)s”: %(many)s are chosen, at most %(most)s in this arrangement.")
            yield said % {"zone": ZoneName(zone.name).label, "most": most, "many": len(zone.places)}
    if len(composition.strips) > MOST_STRIPS:
        yield _("A front has at most %(most)s sections.") % {"most": MOST_STRIPS}


def _twice(composition: Composition) -> Iterable[str]:
    stories = [place.story for place in composition.places]
    if len(set(stories)) < len(stories):
        yield _("A story stands in two places. Take it out of one of them.")
    zones = {(zone.name, zone.section) for zone in composition.zones}
    if len(zones) < len(composition.zones):
        yield _("A zone stands there twice. Take one of them out.")


def _unknown(composition: Composition, before: Composition) -> Iterable[str]:
    stories = {place.story for place in composition.places} - {place.story for place in before.places}
    if Story.objects.filter(pk__in=stories).count() < len(stories):
        yield _("One of the stories is not there any more. Load the page again, then choose another.")
    pictures = set(composition.pictures) - set(before.pictures)
    if len(readiness(pictures)) < len(pictures):
        yield _("One of the pictures is not there any more. Choose another.")
    sections = {zone.section or 0 for zone in composition.strips} - {zone.section for zone in before.strips}
    if Section.objects.filter(pk__in=sections).count() < len(sections):
        yield _("One of the sections is not there any more. Choose another.")
    if any(zone.section is not None for zone in composition.zones if zone.name != ZoneName.STRIP):
        yield _("Only a strip belongs to a section.")
