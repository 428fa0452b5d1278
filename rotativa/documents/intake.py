"""The door for documents: the type is told by the content, never by the name, and only types that run nothing pass."""

import re
import unicodedata
import zipfile
from dataclasses import dataclass
from hashlib import sha1, sha256
from io import BytesIO

from django.conf import settings
from django.utils.translation import gettext as _

from rotativa.documents.fetching import fetches
from rotativa.documents.metadata.told import Told, read
from rotativa.kit.slugs import shorten, slugify
from rotativa.pictures.intake import Upload, short_name
from rotativa.pictures.refusals import Unusable

TEXTS = {"txt": "text", "csv": "text", "json": "text", "geojson": "text"}
"""Suffixes that plain text may keep; any other text gets ``txt``."""

_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_OPEN = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
    b"application/epub+zip": "epub",
}
SUFFIXES = ("pdf", *TEXTS, *_OFFICE.values(), *_OPEN.values())
"""Every type that is taken."""

_MOST_IN_ZIP, _MOST_TOLD = 10_000, 100
_LISTED, _MOST_LISTED = b"PK\x01\x02", 2 * _MOST_IN_ZIP
"""What stands before each name in the list of a pack; packs inside it have lists, too."""
_RUNS = re.compile(r"(vbaproject|activex|\.bin$|^basic/|^scripts/)", re.IGNORECASE)
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<head", b"<body", b"<script", b"<svg", b"<!--")
_NAME_BYTES = 60
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Received:
    """A document that passed the door."""

    name: str
    suffix: str
    data: bytes

    @property
    def told(self) -> Told:
        """What it says of whoever made it."""
        return read(self.data, self.suffix, self.name)

    @property
    def fingerprint(self) -> str:
        """The hash by which Wagtail finds that a file was sent before."""
        return sha1(self.data, usedforsecurity=False).hexdigest()

    def public_name(self, salt: str, words: str) -> str:
        """What it is called in its address: the hash of its bytes, something nobody guesses, and words for readers.

        Never its own name: that may be a person's. A letter with an accent stands there without it, as “carta-ao-ano”.
        """
        bare = "".join(sign for sign in unicodedata.normalize("NFKD", words) if not unicodedata.combining(sign))
        stem = "".join(sign if sign.isascii() else "-" for sign in slugify(bare))
        stem = shorten(re.sub("-+", "-", stem).strip("-"), _NAME_BYTES) or "document"
        return f"{sha256(self.data).hexdigest()[:32]}-{salt}-{stem}.{self.suffix}"


def receive(file: Upload) -> Received:
    """Checks a document that somebody sent. Raises ``Unusable``."""
    name = short_name(file.name or "")
    size, most = file.size or 0, settings.ROTATIVA_DOCUMENT_BYTES
    if size > most:
        raise Unusable(
            _("“%(name)s” has %(size)s MB; at most %(most)s MB can be taken. Please send a smaller version.")
            % {"name": name, "size": round(size / _MEGABYTE), "most": most // _MEGABYTE}
        )
    file.seek(0)
    data = file.read()
    file.seek(0)
    if not data:
        raise Unusable(_("“%(name)s” is empty. Please send the file again.") % {"name": name})
    return Received(name, _suffix(data, name), data)


def _suffix(data: bytes, name: str) -> str:
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _inside_zip(data, name)
    words = _text(data)
    if words is not None:
        if words.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
            raise Unusable(
                _("“%(name)s” is a web page or a drawing that can carry programs. Please export it as PDF.")
                % {"name": name}
            )
        own = name.rpartition(".")[2].lower()
        return own if own in TEXTS else "txt"
    raise Unusable(
        _("“%(name)s” is of no type that readers can be offered. Please send PDF, text, CSV, JSON, or an office file.")
        % {"name": name}
    )


def _text(data: bytes) -> bytes | None:
    """The beginning of what is plain text in UTF-8 throughout; None for anything else."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if _NO_TEXT.search(data) else data[:1024]


def _inside_zip(data: bytes, name: str) -> str:
    damaged = _("“%(name)s” is damaged and cannot be read. Please send the file again, or export it anew.")
    # Counted before it is opened: that makes an object of each name, and a small file can have a million of them.
    if data.count(_LISTED) > _MOST_LISTED:
        raise Unusable(damaged % {"name": name})
    try:
        with zipfile.ZipFile(BytesIO(data)) as pack:
            names = pack.namelist()
            told = "mimetype" in names and pack.getinfo("mimetype").file_size <= _MOST_TOLD
            first = pack.read("mimetype") if told else b""
            has_fetched = len(names) <= _MOST_IN_ZIP and fetches(pack)
    except Exception as error:  # archives fail in many ways, and every one means the same to people
        raise Unusable(damaged % {"name": name}) from error
    if len(names) > _MOST_IN_ZIP or any(_RUNS.search(inside) for inside in names):
        raise Unusable(
            _("“%(name)s” carries programs (macros). Please save it without them, or export it as PDF.")
            % {"name": name}
        )
    if has_fetched:
        raise Unusable(
            _(
                "“%(name)s” fetches something from elsewhere as soon as it is opened, such as a picture or a template: "
                "strangers would hear who reads it. Please export it as PDF, or save it with everything in it."
            )
            % {"name": name}
        )
    found = _OPEN.get(first.strip()) or next((suffix for inside, suffix in _OFFICE.items() if inside in names), "")
    if not found:
        raise Unusable(
            _("“%(name)s” is a pack of files, which readers cannot look into. Please send the files themselves.")
            % {"name": name}
        )
    return found
