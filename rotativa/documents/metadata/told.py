"""What a document tells of whoever made it."""

import logging
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields

from rotativa.documents.metadata import office, pdf
from rotativa.documents.metadata.words import Found

_LONGEST = 200
_MOST_NAMES = 10
_OFFICE = ("docx", "xlsx", "pptx", "odt", "ods", "odp")

_FILE = re.compile(
    r"^Microsoft \w+ - |\.(docx?|od[tsp]|rtf|pages|pdf|xlsx?|csv|pptx?|indd|txt|html?)\s*$", re.IGNORECASE
)

log = logging.getLogger("rotativa.documents")


@dataclass(frozen=True)
class Told:
    """What a file says inside, for everybody who has it; empty where it says nothing."""

    author: tuple[str, ...] = ()
    """Who wrote it, by name: authors, and managers that office programs know of."""
    editor: tuple[str, ...] = ()
    """Who changed or printed it last."""
    company: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    """The name of the file that it was made from, where that is what it calls itself; a title is told nobody's name."""
    unread: bool = False
    """Whether it could not be looked into: it is encrypted, or not as such files are."""

    def __bool__(self) -> bool:
        return any(asdict(self).values())

    def as_json(self) -> dict[str, list[str] | bool]:
        """What is worth keeping."""
        kept = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}
        return {name: value for name, value in kept.items() if value}

    @classmethod
    def from_json(cls, kept: object) -> "Told":
        """What was kept, by whatever version."""
        values = kept if isinstance(kept, dict) else {}
        lists = {one.name: values[one.name] for one in fields(cls) if isinstance(values.get(one.name), list)}
        words = {name: tuple(word for word in value if isinstance(word, str)) for name, value in lists.items()}
        return cls(**words, unread=values.get("unread") is True)


def read(data: bytes, suffix: str, name: str = "") -> Told:
    """What a document tells, of the type that the door found. Runs nothing, and raises nothing: files say anything.

    ``name`` is what the file was called that came in.
    """
    found: list[Found] = []
    unread = False
    try:
        if suffix == "pdf":
            unread = pdf.is_closed(data)
            found.extend(pdf.found_in(data))
        elif suffix in _OFFICE:
            found.extend(office.found_in(data))
    except Exception:  # packs fail in many ways, and no upload may fail because of what nobody needs
        log.warning("A document was taken whose own words could not be read", exc_info=True)
        unread = True
    found = [(kind, words) for kind, words in found if kind != "title" or _is_of_a_file(words, name)]
    return Told(**{kind: _names(words for name, words in found if name == kind) for kind in _KINDS}, unread=unread)


_KINDS = tuple(one.name for one in fields(Told) if one.name != "unread")


def _is_of_a_file(title: str, name: str) -> bool:
    stem = name.rpartition(".")[0].strip().lower()
    return bool(_FILE.search(title) or (stem and stem in title.lower()))


def _names(found: Iterable[str]) -> tuple[str, ...]:
    tidy = (" ".join(_clean(words).split())[:_LONGEST].strip() for words in found)
    return tuple(dict.fromkeys(words for words in tidy if words))[:_MOST_NAMES]


def _clean(words: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in words)
