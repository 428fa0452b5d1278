"""What an office file has its reader's program fetch from elsewhere as soon as it is opened: a template, a picture.

That tells a stranger who reads it, where, and when; and a template may bring the programs that the door keeps out. What
a reader has to follow, such as a link in the text, is theirs to follow.
"""

import re
import zipfile

from rotativa.kit.foreign_xml import GaveUp, walk

_MOST = 8 * 1024 * 1024
"""Bytes that are read of one piece, and twice as many of all of them, whatever they say of their size."""
_HREF = "http://www.w3.org/1999/xlink href"
_FOLLOWED = {"hyperlink", "externallinkpath", "video", "audio", "media"}
"""What is fetched when a reader says so, by the ends of Microsoft's types."""
_FOLLOWED_ELEMENTS = {"a", "form", "button", "script", "event-listener"}
"""The same in open formats, by the names of elements."""
_OPEN = ("content.xml", "styles.xml")
_FAR = re.compile(r"(?:[a-z]{1,12}:)?(?:https?|ftps?|smb):|//")
_FAR_FILE = re.compile(r"file:(?:/{4}|//[^/])")


class _Reader:
    def __init__(self) -> None:
        self.found = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = name.rpartition(" ")[2]
        if element == "Relationship":
            is_followed = attributes.get("Type", "").rpartition("/")[2].lower() in _FOLLOWED
            is_own = attributes.get("TargetMode", "").lower() != "external"
            target = "" if is_followed or is_own else attributes.get("Target", "")
        else:
            target = "" if element in _FOLLOWED_ELEMENTS else attributes.get(_HREF, "")
        if is_elsewhere(target):
            self.found = True
            raise GaveUp

    def words(self, text: str) -> None:
        """Nothing is fetched by words."""

    def end(self, name: str) -> None:
        """Nor by an end."""


def fetches(pack: zipfile.ZipFile) -> bool:
    """Whether it has something fetched. May raise whatever a damaged pack makes its reader raise."""
    left, reader = 2 * _MOST, _Reader()
    for name in pack.namelist():
        if left <= 0 or reader.found:
            break
        if name.lower().endswith(".rels") or name in _OPEN:
            with pack.open(name) as piece:
                data = piece.read(min(_MOST, left))
            left -= len(data)
            walk(data, reader)
    return reader.found


def is_elsewhere(target: str) -> bool:
    """Whether an address leads to another machine: the reader's own disk tells nobody anything."""
    said = target.strip().replace("\\", "/").lower()
    return bool((_FAR_FILE if said.startswith("file:") else _FAR).match(said))
