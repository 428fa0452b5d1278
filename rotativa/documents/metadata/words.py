"""Words inside XML, by the names of their elements: read without entities and without anything from outside."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from xml.parsers import expat

_DEEPEST = 50
_MOST_WORDS = 2000
_MOST_FOUND = 200
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_ITEM, _FACTS = f"{_RDF} li", f"{_RDF} Description"

Found = tuple[str, str]
"""What it is, by our name, and the words."""


class _Refused(Exception):
    """No such XML has this."""


class _Reader:
    def __init__(self, wanted: Mapping[str, str]) -> None:
        self.found: list[Found] = []
        self._wanted, self._open = wanted, list[str]()
        self._inside, self._text = "", ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._open.append(name)
        if len(self._open) > _DEEPEST or len(self.found) > _MOST_FOUND:
            raise _Refused
        if name == _FACTS:  # the short form of XMP
            self.found += [(self._wanted[known], attributes[known]) for known in self._wanted.keys() & attributes]
        if name in self._wanted:
            self._inside = self._wanted[name]
        if name in self._wanted or name == _ITEM:
            self._text = ""

    def words(self, text: str) -> None:
        if self._inside and len(self._text) < _MOST_WORDS:
            self._text += text

    def end(self, name: str) -> None:
        self._open.pop()
        if self._inside and (name == _ITEM or name in self._wanted):
            self.found.append((self._inside, self._text))
            self._text = ""
        if name in self._wanted:
            self._inside = ""


def words_of(data: bytes, wanted: Mapping[str, str]) -> Iterator[Found]:
    """The words of these elements, which are named by namespace and name (``uri creator``). Raises nothing."""
    reader = _Reader(wanted)

    def refuse(*_given: object) -> None:
        raise _Refused

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.words
    # Before any of it takes effect: entities are declared nowhere else.
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.buffer_text = True
    start = data.find(b"<")
    with suppress(expat.ExpatError, _Refused, ValueError, LookupError):  # what was found before the rubbish counts
        parser.Parse(data[max(0, start) :].rstrip(b"\0"), True)
    yield from reader.found
