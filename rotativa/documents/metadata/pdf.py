"""What a PDF says about people, in its facts and in XMP, wherever in the file: those of older versions are still there.

It is searched, not followed: a table of contents may lie, and what one program ignores another shows.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import islice

from rotativa.documents.metadata.words import Found, words_of

_MOST_FOUND = 200
_MOST_PACKED, _MOST_UNPACKED, _MOST_IN_ALL = 4 * 1024 * 1024, 2 * 1024 * 1024, 32 * 1024 * 1024
_MOST_STREAMS = 2000
_MOST_SEARCHED = 128 * 1024 * 1024
_MOST_ELSEWHERE, _MOST_TITLES, _MOST_KEYS = 10, 5000, 50_000
_LONGEST = 4000

_KEYS = {b"Author": "author", b"Company": "company", b"Manager": "author", b"Title": "title"}
_KEY = re.compile(rb"/(Author|Company|Manager|Title)[\s\0]*(?=[(<\d])")
_OF_FACTS = re.compile(rb"/(?:Author|Creator|Producer|CreationDate|ModDate)\b")
"""What stands beside a title of the whole; bookmarks have titles too."""
_ELSEWHERE = re.compile(rb"(\d{1,10})\s+(\d{1,5})\s+R\b")
_PACKED = re.compile(rb"/Type\s*/(?:ObjStm|Metadata)\b")
_STREAM = re.compile(rb"\bstream\r?\n")
_CLOSED = re.compile(rb"/Encrypt[\s\0]*(?:\d|<<)")
_SIGN = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))|\r\n?")
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"", b"\r\n": b"", b"\n": b"", b"\r": b""}

_DC = "http://purl.org/dc/elements/1.1/"
_XMP = {
    f"{_DC} creator": "author",
    f"{_DC} title": "title",
    "http://ns.adobe.com/pdf/1.3/ Author": "author",
    "http://ns.adobe.com/pdfx/1.3/ Company": "company",
    "http://ns.adobe.com/pdfx/1.3/ Manager": "author",
}
_XMP_BEGIN, _XMP_END = b"<rdf:RDF", b"</rdf:RDF>"


def is_closed(data: bytes) -> bool:
    """Whether its words are encrypted. Programs of readers may open it all the same: most have no password to read."""
    return _CLOSED.search(data) is not None


def found_in(data: bytes) -> Iterator[Found]:
    """What is said, in the order of the file; of what is encrypted, what is not. Raises nothing."""
    closed = is_closed(data)
    for part in (data, *_unpacked(data)):
        if not closed:
            yield from _facts(part, data)
        yield from _xmp(part)


def _unpacked(data: bytes) -> Iterator[bytes]:
    """The objects that are packed together, and packed XMP."""
    left, unsearched = _MOST_IN_ALL, _MOST_SEARCHED
    for number, found in enumerate(_PACKED.finditer(data)):
        if number >= _MOST_STREAMS or left <= 0 or unsearched <= 0:
            return
        begin = _STREAM.search(data, found.end(), found.end() + _LONGEST)
        end = data.find(b"endstream", begin.end(), begin.end() + _MOST_PACKED) if begin else -1
        if begin is None or end < 0:
            unsearched -= _MOST_PACKED if begin else 0
            continue
        try:
            part = zlib.decompressobj().decompress(data[begin.end() : end], left)
        except zlib.error:
            continue
        left -= len(part)
        yield part


def _facts(part: bytes, data: bytes) -> Iterator[Found]:
    found = asked = titles = 0
    for key in islice(_KEY.finditer(part), _MOST_KEYS):
        if key[1] == b"Title":
            titles += 1
            if titles > _MOST_TITLES or not _is_fact(part, key.start(), key.end()):
                continue
        text = _string(part, key.end())
        if text is None and asked < _MOST_ELSEWHERE and (elsewhere := _ELSEWHERE.match(part, key.end())):
            asked += 1
            text = _object(data, b"%d %d obj" % (int(elsewhere[1]), int(elsewhere[2])))
        if text is not None:
            found += 1
            yield _KEYS[key[1]], _decoded(text)
        if found >= _MOST_FOUND:
            return


def _is_fact(part: bytes, begin: int, end: int) -> bool:
    """Whether what is said there is said of the whole file."""
    first = max(0, part.rfind(b"<<", max(0, begin - _LONGEST), begin))
    last = part.find(b">>", end, end + _LONGEST)
    return _OF_FACTS.search(part, first, last if last >= 0 else end + _LONGEST) is not None


def _object(data: bytes, name: bytes) -> bytes | None:
    at = data.find(name)
    for _try in range(_MOST_ELSEWHERE):
        if at <= 0 or not data[at - 1 : at].isdigit():
            break
        at = data.find(name, at + 1)
    if at < 0:
        return None
    begin = at + len(name)
    return _string(data, begin + len(data[begin : begin + 3]) - len(data[begin : begin + 3].lstrip()))


def _string(data: bytes, at: int) -> bytes | None:
    """A string that begins there, in brackets or as hexadecimal digits; None where none does."""
    if data[at : at + 1] == b"(":
        return _in_brackets(data[at + 1 : at + 1 + _LONGEST])
    if data[at : at + 1] == b"<" and data[at : at + 2] != b"<<":
        digits = re.sub(rb"\s", b"", data[at + 1 : at + 1 + _LONGEST].partition(b">")[0])
        try:
            return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
        except ValueError:
            return None
    return None


def _in_brackets(data: bytes) -> bytes:
    depth, at = 1, 0
    while at < len(data):
        sign = data[at]
        if sign == ord("\\"):
            at += 1
        elif sign == ord("("):
            depth += 1
        elif sign == ord(")"):
            depth -= 1
            if not depth:
                break
        at += 1
    return _SIGN.sub(_plain, data[:at])


def _plain(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) & 0xFF])
    return _PLAIN.get(found[2], found[2]) if found[2] else b"\n"


def _decoded(text: bytes) -> str:
    if text.startswith(b"\xfe\xff"):
        return text[2:].decode("utf-16-be", "replace")
    if text.startswith(b"\xff\xfe"):
        return text[2:].decode("utf-16-le", "replace")
    if text.startswith(b"\xef\xbb\xbf"):
        return text[3:].decode("utf-8", "replace")
    return text.decode("latin-1")


def _xmp(part: bytes) -> Iterator[Found]:
    at = part.find(_XMP_BEGIN)
    for _packet in range(_MOST_FOUND):
        if at < 0:
            return
        end = part.find(_XMP_END, at, at + _MOST_UNPACKED)
        if end >= 0:
            yield from words_of(part[at : end + len(_XMP_END)], _XMP)
        at = part.find(_XMP_BEGIN, max(at + 1, end))
