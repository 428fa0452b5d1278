"""Who uses a document: packages above say so, because this one does not know them.

A document that stands in a draft, or that readers have ever been offered, cannot be deleted; each finder says where.
"""

from collections.abc import Callable, Iterable

from rotativa.documents.models import ReaderDocument

Finder = Callable[[str], Iterable[str]]
"""Takes the identity of a document and gives, in words for people, each place that uses it or once published it."""

_finders: dict[str, Finder] = {}
_seers: dict[str, Finder] = {}


def register(name: str, finder: Finder, seer: Finder) -> None:
    """Adds a finder under a name of its own, and what gives the codes of the editions in which readers see it now.

    Registering the same name again replaces both.
    """
    _finders[name], _seers[name] = finder, seer


def places(document: ReaderDocument) -> tuple[str, ...]:
    """Every place that holds this document, in words for people."""
    found = [str(holder) for holder, _references in document.get_usage()]
    for _name, finder in sorted(_finders.items()):
        found.extend(finder(str(document.pk)))
    return tuple(dict.fromkeys(found))


def seen(document: ReaderDocument) -> frozenset[str]:
    """The editions in which readers are offered this document now."""
    return frozenset(code for _name, seer in sorted(_seers.items()) for code in seer(str(document.pk)))
