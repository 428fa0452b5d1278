"""What a file tells of itself, in words that can be offered beside a field."""

import re
from dataclasses import asdict, dataclass, fields
from datetime import date

from rotativa.pictures.metadata import exif, iptc, xmp
from rotativa.pictures.metadata.finding import MOST_BYTES, find

_DAY = re.compile(r"(\d{4})[-:]?(\d{2})?[-:]?(\d{2})?")
_WHERE = ("sublocation", "city", "state", "country")
_SHORT, _LONG = 200, 2000
_PNG_WORDS = {"Author": "creator", "Description": "description", "Copyright": "copyright", "Source": "source"}


@dataclass(frozen=True)
class Told:
    """What a file says; empty where it says nothing. Readers are shown none of it before a person takes it over."""

    creator: str = ""
    credit: str = ""
    source: str = ""
    copyright: str = ""
    place: str = ""
    taken: str = ""
    """ISO: a day, a month or a year."""
    description: str = ""
    has_position: bool = False
    """Whether the place where it was taken is in the file in figures, which never go out."""

    def offers(self) -> dict[str, str]:
        """What can be taken over, by the columns of a picture."""
        agency = next((words for words in (self.credit, self.source) if words and words != self.creator), "")
        told = {
            "description": self.description,
            "credit": self.creator or (self.credit if not agency else ""),
            "agency": agency,
            "copyright": self.copyright,
            "place": self.place,
            "taken": self.taken,
        }
        return {name: words for name, words in told.items() if words}

    def as_json(self) -> dict[str, str | bool]:
        """What is worth keeping."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, kept: object) -> "Told":
        """What was kept, by whatever version."""
        values = kept if isinstance(kept, dict) else {}
        return cls(
            **{one.name: values[one.name] for one in fields(cls) if isinstance(values.get(one.name), str | bool)}
        )


def read(data: bytes) -> Told:
    """What a file tells. XMP goes before IPTC, and IPTC before EXIF, as programs keep them. Raises nothing."""
    blocks = find(data)
    camera = exif.read(blocks.exif)
    packet = xmp.read((blocks.xmp or camera.xmp)[:MOST_BYTES])
    resources = blocks.resources or camera.resources
    older = iptc.read((iptc.inside(resources) or blocks.iptc or camera.iptc)[:MOST_BYTES])
    own = {_PNG_WORDS[name]: words for name, words in blocks.words.items() if name in _PNG_WORDS}
    known: dict[str, str] = {}
    for source in (own, camera.words, older, packet.words):
        known.update({name: words for name, words in source.items() if words.strip()})
    where = packet.words if any(packet.words.get(name) for name in _WHERE) else older
    return Told(
        creator=_line(known.get("creator", "") or known.get("author", "")),
        credit=_line(known.get("credit", "")),
        source=_line(known.get("source", "")),
        copyright=_line(known.get("copyright", "")),
        place=_line(", ".join(dict.fromkeys(where[name].strip() for name in _WHERE if where.get(name, "").strip()))),
        taken=_day(known.get("taken", "")) or _day(known.get("digitised", "")),
        description=_clean(known.get("description", ""))[:_LONG].strip(),
        has_position=camera.has_position or packet.has_position,
    )


def _clean(words: str) -> str:
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in words.replace("\r\n", "\n"))


def _line(words: str) -> str:
    return " ".join(_clean(words).split())[:_SHORT].strip()


def _day(words: str) -> str:
    match = _DAY.match(words.strip())
    if match is None:
        return ""
    parts = [part for part in match.groups() if part and part != "00"]
    try:
        date(*[int(part) for part in (*parts, "1", "1")[:3]])
    except ValueError:
        return ""
    return "-".join(parts)
