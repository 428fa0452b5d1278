"""Who uses a document: packages above say so, because this one does not know them.

A document that stands in a draft, or that readers have ever been offered, cannot be deleted; each finder says where.
"""

from collections.abc import Callable, Iterable, Mapping

from rotativa.documents.models import ReaderDocument

Finder = Callable[[str], Iterable[str]]
"""Takes the identity of a document and gives, in words for people, each place that uses it or once published it."""

_finders: dict[str, Finder] = {}
_seers: dict[str, Finder] = {}
_planners: dict[str, Finder] = {}


def _nowhere(_document: str) -> Iterable[str]:
    return ()


def register(name: str, finder: Finder, seer: Finder, planner: Finder = _nowhere) -> None:
    """Adds a finder under a name of its own, and what gives the codes of the editions in which readers see it now, and
    in which they will by themselves.

    Registering the same name again replaces all.
    """
    _finders[name], _seers[name], _planners[name] = finder, seer, planner


def places(document: ReaderDocument) -> tuple[str, ...]:
    """Every place that holds this document, in words for people."""
    found = [str(holder) for holder, _references in document.get_usage()]
    for _name, finder in sorted(_finders.items()):
        found.extend(finder(str(document.pk)))
    return tuple(dict.fromkeys(found))


def seen(document: ReaderDocument) -> frozenset[str]:
    """The editions in which readers are offered this document now."""
    return _editions(_seers, document)


def planned(document: ReaderDocument) -> frozenset[str]:
    """The editions in which something goes out by itself that offers this document."""
    return _editions(_planners, document)


def _editions(finders: Mapping[str, Finder], document: ReaderDocument) -> frozenset[str]:
    return frozenset(code for _name, finder in sorted(finders.items()) for code in finder(str(document.pk)))
