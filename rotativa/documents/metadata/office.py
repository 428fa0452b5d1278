"""What office programs write into their files about people: two or three small pieces of XML in a pack of files."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from rotativa.documents.metadata.words import Found, words_of

_MOST = 512 * 1024
"""Bytes that are read of one piece, whatever it says of its size."""

_DC = "http://purl.org/dc/elements/1.1/"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/extendedProperties"
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"

_PIECES = {
    "docProps/core.xml": {
        f"{_DC} creator": "author",
        f"{_CORE} lastModifiedBy": "editor",
        f"{_DC} title": "title",
    },
    "docProps/app.xml": {
        f"{space} {name}": kind
        for space in (_APP, _STRICT)
        for name, kind in (("Company", "company"), ("Manager", "author"))
    },
    "meta.xml": {
        f"{_ODF} initial-creator": "author",
        f"{_DC} creator": "editor",
        f"{_ODF} printed-by": "editor",
        f"{_DC} title": "title",
    },
}


def found_in(data: bytes) -> Iterator[Found]:
    """What is said, piece by piece. May raise whatever a damaged pack makes its reader raise."""
    with zipfile.ZipFile(BytesIO(data)) as pack:
        names = set(pack.namelist())
        for name, wanted in _PIECES.items():
            if name in names:
                with pack.open(name) as piece:
                    yield from words_of(piece.read(_MOST), wanted)
