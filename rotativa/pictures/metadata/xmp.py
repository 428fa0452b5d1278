"""The few words of XMP that are offered: an XML of facts."""

from dataclasses import dataclass, field

from rotativa.kit.foreign_xml import walk

_MOST_WORDS = 20_000
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
_CORE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
_TIME = "http://ns.adobe.com/xap/1.0/"
_EXIF = "http://ns.adobe.com/exif/1.0/"
NAMES = {
    f"{_DC} creator": "creator",
    f"{_DC} rights": "copyright",
    f"{_DC} description": "description",
    f"{_PHOTOSHOP} Credit": "credit",
    f"{_PHOTOSHOP} Source": "source",
    f"{_PHOTOSHOP} City": "city",
    f"{_PHOTOSHOP} State": "state",
    f"{_PHOTOSHOP} Country": "country",
    f"{_CORE} Location": "sublocation",
    f"{_PHOTOSHOP} DateCreated": "taken",
    f"{_EXIF} DateTimeOriginal": "taken",
    f"{_TIME} CreateDate": "digitised",
}
_POSITION = (f"{_EXIF} GPSLatitude", f"{_EXIF} GPSLongitude")
_LIST, _ONE_OF = f"{_RDF} Seq", f"{_RDF} Alt"
_ITEM, _FACTS = f"{_RDF} li", f"{_RDF} Description"


@dataclass
class Xmp:
    """What was found."""

    words: dict[str, str] = field(default_factory=dict)
    has_position: bool = False


class _Reader:
    def __init__(self) -> None:
        self.found = Xmp()
        self._open: list[str] = []
        self._items: list[str] = []
        self._text = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._open.append(name)
        if name in _POSITION or any(position in attributes for position in _POSITION):
            self.found.has_position = True
        if name == _FACTS:  # the short form
            for known in NAMES.keys() & attributes.keys():
                self._keep(known, attributes[known])
        if name in NAMES:
            self._items = []
        if name in NAMES or name == _ITEM:
            self._text = ""

    def words(self, text: str) -> None:
        if len(self._text) < _MOST_WORDS:
            self._text += text

    def end(self, name: str) -> None:
        self._open.pop()
        if name == _ITEM and self._text.strip():
            # Of one text in several languages the first, which is the default; of several people all.
            if _ONE_OF not in self._open or not self._items:
                self._items.append(self._text.strip())
        elif name in NAMES:
            self._keep(name, ", ".join(self._items) or self._text)

    def _keep(self, name: str, text: str) -> None:
        if text.strip():
            self.found.words.setdefault(NAMES[name], text.strip()[:_MOST_WORDS])


def read(data: bytes) -> Xmp:
    """The words by our names, and whether a position is in it. Raises nothing."""
    reader = _Reader()
    walk(data, reader)
    return reader.found
