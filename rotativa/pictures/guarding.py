"""What a verb may not do to a picture that readers see; called inside its transaction, with the picture locked."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rotativa.kit.actor import Actor, Refused
from rotativa.kit.blank import is_blank
from rotativa.pictures import uses
from rotativa.pictures.actions.columns import FOCAL
from rotativa.pictures.models import Picture
from rotativa.pictures.uses import Seen

PUBLIC = frozenset({"credit", "agency", "copyright", "file", "phone", *FOCAL})
"""What readers of every edition see of a picture; the focal point decides what a crop shows."""

LOOKED_AT = frozenset({"file", "phone"})
"""What whoever schedules an article has looked at. A credit that it lacks may come from whoever keeps the picture."""

VERB = "picture.change-public"


def guard(actor: Actor, picture: Picture, changed: Iterable[str], alts: Mapping[str, str]) -> None:
    """Raises ``Refused`` where the actor may not change what readers see, ``ValidationError`` where it is taken away.

    ``changed`` names the columns that were changed, ``alts`` the alt texts by the codes of their editions. What all
    editions share may be changed by whoever answers for one of those in which the picture is out. Where it goes out by
    itself, another in its place comes from them alone, too.
    """
    shared = PUBLIC.intersection(changed)
    if not shared and not alts:
        return
    seen = uses.seen(picture)
    editions = {place.edition for place in seen}
    if shared and seen and not any(actor.may(VERB, edition) for edition in editions):
        raise _refused(seen)
    planned = uses.planned(picture) if LOOKED_AT.intersection(shared) else frozenset()
    if planned and not any(actor.may(VERB, edition) for edition in planned):
        raise Refused(_("It goes out with what is scheduled. Ask a desk editor there to change it."))
    if "credit" in shared and seen and not picture.credit:
        raise ValidationError({"credit": _kept(seen)})
    for code, text in alts.items():
        there = [place for place in seen if place.edition == code and not place.own_alt]
        if there and not actor.may(VERB, code):
            raise _refused(there)
        if there and is_blank(text):
            raise ValidationError({f"alt_{code}": _kept(there)})


def _kept(seen: Iterable[Seen]) -> str:
    return _("Readers see it in %(where)s. It can be changed, not taken away.") % {"where": _named(seen)}


def _refused(seen: Iterable[Seen]) -> Refused:
    said = _("Readers see this picture in %(where)s. Ask a desk editor there to change it.")
    return Refused(said % {"where": _named(seen)})


def _named(seen: Iterable[Seen]) -> str:
    return uses.named(place.where for place in seen)
