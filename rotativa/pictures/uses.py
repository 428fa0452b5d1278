"""Who uses a picture: packages above say so, because this one does not know them.

A picture that stands in a draft, or that readers have ever seen, cannot be deleted; each finder says where that is.
What readers see of a picture now is not changed by everybody, and not taken away from under it; each seer says where.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _

from rotativa.kit.languages import isolated
from rotativa.pictures.models import Picture


class InUse(ValueError):
    """A file of the newsroom stands somewhere, or readers have had it. The message says where."""


Finder = Callable[[str], Iterable[str]]
"""Takes the identity of a picture and gives, in words for people, each place that uses it or once published it."""


@dataclass(frozen=True)
class Seen:
    """A place where readers see a picture now."""

    edition: str
    where: str
    """In words for people."""
    own_alt: bool
    """Whether the place brings an alt text of its own."""


Seer = Callable[[str], Iterable[Seen]]
"""Takes the identity of a picture and gives each place where readers see it now."""

Planner = Callable[[str], Iterable[str]]
"""Takes the identity of a picture and gives the editions in which something goes out by itself that shows it."""

_MOST_NAMED = 3
_finders: dict[str, Finder] = {}
_seers: dict[str, Seer] = {}
_planners: dict[str, Planner] = {}


def _nowhere(_picture: str) -> Iterable[str]:
    return ()


def register(name: str, finder: Finder, seer: Seer, planner: Planner = _nowhere) -> None:
    """Adds a finder, a seer and a planner under a name of their own; registering the same name again replaces them."""
    _finders[name], _seers[name], _planners[name] = finder, seer, planner


def seen(picture: Picture) -> tuple[Seen, ...]:
    """Every place where readers see this picture now: as itself, or on phones in the place of another."""
    there = [place for _name, seer in sorted(_seers.items()) for place in seer(str(picture.pk))]
    for other in Picture.objects.filter(phone=picture).order_by("pk"):
        there.extend(replace(place, own_alt=True) for place in seen(other))
    return tuple(there)


def planned(picture: Picture) -> frozenset[str]:
    """The editions in which something goes out by itself that shows this picture, as itself or in another's place."""
    shown = [str(one.pk) for one in (picture, *Picture.objects.filter(phone=picture))]
    return frozenset(code for planner in _planners.values() for identity in shown for code in planner(identity))


def named(places: Iterable[str]) -> str:
    """Some places in words: the first three, and how many more there are."""
    known = tuple(dict.fromkeys(places))
    first, more = _(", ").join(known[:_MOST_NAMED]), len(known) - _MOST_NAMED
    return _("%(places)s and %(more)s more") % {"places": first, "more": more} if more > 0 else first


def hold(pictures: Iterable[str]) -> None:
    """Keeps these pictures as they are until the end of the transaction, so that they are judged once and stay so."""
    rows = Picture.objects.filter(pk__in=[int(picture) for picture in pictures]).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def places(picture: Picture) -> tuple[str, ...]:
    """Every place that holds this picture, in words for people: those Wagtail knows of, and those that finders name."""
    found = [f"{_kind(holder)} “{isolated(holder)}”" for holder, _references in picture.get_usage()]
    found.extend(
        f"{_kind(other)} “{isolated(other)}”" for other in Picture.objects.filter(phone=picture).order_by("pk")
    )
    for _name, finder in sorted(_finders.items()):
        found.extend(finder(str(picture.pk)))
    return tuple(dict.fromkeys(found))


def _kind(holder: Model) -> str:
    return ContentType.objects.get_for_model(holder).name
