"""Words inside XML, by the names of their elements."""

from collections.abc import Iterator, Mapping

from rotativa.kit.foreign_xml import GaveUp, walk

_MOST_WORDS = 2000
_MOST_FOUND = 200
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_ITEM, _FACTS = f"{_RDF} li", f"{_RDF} Description"

Found = tuple[str, str]
"""What it is, by our name, and the words."""


class _Reader:
    def __init__(self, wanted: Mapping[str, str]) -> None:
        self.found: list[Found] = []
        self._wanted = wanted
        self._inside, self._text = "", ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.found) > _MOST_FOUND:
            raise GaveUp
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
        if self._inside and (name == _ITEM or name in self._wanted):
            self.found.append((self._inside, self._text))
            self._text = ""
        if name in self._wanted:
            self._inside = ""


def words_of(data: bytes, wanted: Mapping[str, str]) -> Iterator[Found]:
    """The words of these elements, which are named by namespace and name (``uri creator``). Raises nothing."""
    reader = _Reader(wanted)
    walk(data, reader)
    yield from reader.found
