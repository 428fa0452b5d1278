"""Who uses a picture: packages above say so, because this one does not know them.

A picture that stands in a draft, or that readers have ever seen, cannot be deleted; each finder says where that is.
"""

from collections.abc import Callable, Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from rotativa.pictures.models import Picture

Finder = Callable[[str], Iterable[str]]
"""Takes the identity of a picture and gives, in words for people, each place that uses it or once published it."""

_finders: dict[str, Finder] = {}


def register(name: str, finder: Finder) -> None:
    """Adds a finder under a name of its own; registering the same name again replaces it."""
    _finders[name] = finder


def places(picture: Picture) -> tuple[str, ...]:
    """Every place that holds this picture, in words for people: those Wagtail knows of, and those that finders name."""
    found = [f"{_kind(holder)} “{holder}”" for holder, _references in picture.get_usage()]
    for _name, finder in sorted(_finders.items()):
        found.extend(finder(str(picture.pk)))
    return tuple(dict.fromkeys(found))


def _kind(holder: Model) -> str:
    return ContentType.objects.get_for_model(holder).name
