"""XML from outside, walked without entities, without anything from elsewhere, and never very deep."""

from contextlib import suppress
from typing import Protocol
from xml.parsers import expat

_DEEPEST = 50


class GaveUp(Exception):
    """What is wanted has no such XML."""


class Reader(Protocol):
    """Hears of the elements, whose names are a namespace, a space and a name, and of the words between them."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def words(self, text: str) -> None:
        """Words, in pieces of any length."""

    def end(self, name: str) -> None:
        """An element ends."""


def walk(data: bytes, reader: Reader) -> None:
    """Tells the reader what is there, as far as it is XML. Raises nothing; ``GaveUp`` from the reader ends it."""
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise GaveUp
        reader.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        reader.end(name)

    def refuse(*_given: object) -> None:
        raise GaveUp

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = reader.words
    # Before any of it takes effect: entities are declared nowhere else.
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.buffer_text = True
    first = data.find(b"<")
    with suppress(expat.ExpatError, GaveUp, ValueError, LookupError):  # what was found before the rubbish counts
        parser.Parse(data[max(0, first) :].rstrip(b"\0"), True)
