"""Writes who must be named into public files, and nothing else: XMP in JPEG, WebP and AVIF, IPTC besides in JPEG.

An own small writer, because it must do little (four words, three containers), must work on finished files, so that a
new credit costs no new compression, and because what reads more than we write could let something through.
"""

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from rotativa.pictures.metadata.boxes import boxes, items
from rotativa.pictures.metadata.finding import riff_chunks

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_JPEG_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_JPEG_IPTC = b"Photoshop 3.0\0"
_JPEG_ROOM = 65533
_SCAN = 0xDA
_WEBP_XMP, _WEBP_ALPHA = 0x04, 0x10

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">
{fields}</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_CREATOR = "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n"
_RIGHTS = '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:rights>\n'
_CREDIT = "<photoshop:Credit>{}</photoshop:Credit>\n"
_SOURCE = "<photoshop:Source>{}</photoshop:Source>\n"
PLACE = _PACKET.format(fields="").encode()
"""Names nobody; an AVIF must be packed with it, so that there is a place for who is named later."""

_UTF8 = b"\x1c\x01\x5a\x00\x03\x1b%G"
_IPTC_ROOM = {80: 32, 110: 32, 115: 32, 116: 128}
"""Bytes that each word may have in the older notation: creator, credit, source, copyright."""


class NotOurs(ValueError):
    """These bytes are no JPEG, WebP or AVIF of our own making."""


@dataclass(frozen=True)
class Named:
    """Who is named in a file: who made the picture, where it comes from, and whose it is in so many words."""

    creator: str = ""
    source: str = ""
    copyright: str = ""

    @property
    def line(self) -> str:
        """Creator and source, as readers are told."""
        return " / ".join(part for part in (self.creator, self.source) if part)

    @property
    def rights(self) -> str:
        """The copyright; where nobody wrote one, who must be named."""
        return self.copyright or self.line

    def xmp(self) -> bytes:
        """The XMP that says so; empty where nobody is named."""
        words = (self.creator, self.rights, self.line, self.source)
        layouts = (_CREATOR, _RIGHTS, _CREDIT, _SOURCE)
        told = [(layout, escape(_NOT_XML.sub("", word))) for layout, word in zip(layouts, words, strict=True)]
        fields = "".join(layout.format(word) for layout, word in told if word)
        return _PACKET.format(fields=fields).encode() if fields else b""

    def iptc(self) -> bytes:
        """The same in IPTC's older notation, among Photoshop's resources, cut where it has no room for all of it."""
        words = zip(_IPTC_ROOM.items(), (self.creator, self.line, self.source, self.rights), strict=True)
        told = [(number, _cut(word, room)) for (number, room), word in words if word]
        if not told:
            return b""
        sets = b"".join(b"\x1c\x02" + bytes([number]) + len(word).to_bytes(2) + word for number, word in told)
        body = _UTF8 + b"\x1c\x02\x00\x00\x02\x00\x04" + sets
        return b"8BIM\x04\x04\0\0" + len(body).to_bytes(4) + body + b"\0" * (len(body) % 2)


def credited(data: bytes, named: Named) -> bytes:
    """The file with these names in place of those it had; without any where nobody is named. Pixels are not touched."""
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data, named.xmp(), named.iptc())
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data, named.xmp())
    if data[4:12] == b"ftypavif":
        return _avif(data, named.xmp() or PLACE)
    raise NotOurs("neither JPEG nor WebP nor AVIF")


def _cut(words: str, room: int) -> bytes:
    """The words in UTF-8, ending before the letter that has no room, with three dots in its place."""
    clean = _NOT_XML.sub("", words).encode()
    return clean if len(clean) <= room else clean[: room - 3].decode("utf-8", "ignore").rstrip().encode() + "…".encode()


def _jpeg(data: bytes, xmp: bytes, iptc: bytes) -> bytes:
    """SOI, the segments before the first scan without any names, ours behind JFIF's own, the rest."""
    kept: list[bytes] = []
    at = 2
    while data[at : at + 1] == b"\xff" and data[at + 1] != _SCAN:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if not data[at + 4 : end].startswith((_JPEG_XMP, _JPEG_IPTC)):
            kept.append(data[at:end])
        at = end
    ours = [_segment(0xE1, _JPEG_XMP + xmp)] if xmp else []
    ours += [_segment(0xED, _JPEG_IPTC + iptc)] if iptc else []
    behind_jfif = 1 if kept and kept[0].startswith(b"\xff\xe0") else 0
    kept[behind_jfif:behind_jfif] = ours
    return data[:2] + b"".join(kept) + data[at:]


def _segment(marker: int, body: bytes) -> bytes:
    if len(body) > _JPEG_ROOM:
        raise NotOurs("too many words for one segment")
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2) + body


def _webp(data: bytes, xmp: bytes) -> bytes:
    """The picture's chunks in the extended layout, which names what follows, and the XMP as the last chunk."""
    chunks = [(name, body) for name, body in riff_chunks(data) if name not in (b"VP8X", b"XMP ")]
    picture = dict(chunks)
    width, height, alpha = _webp_canvas(picture)
    flags = (_WEBP_XMP if xmp else 0) | (_WEBP_ALPHA if alpha else 0)
    if flags:
        head = bytes([flags, 0, 0, 0]) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        chunks.insert(0, (b"VP8X", head))
    if xmp:
        chunks.append((b"XMP ", xmp))
    body = b"WEBP" + b"".join(
        name + len(part).to_bytes(4, "little") + part + b"\0" * (len(part) % 2) for name, part in chunks
    )
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _webp_canvas(picture: dict[bytes, bytes]) -> tuple[int, int, bool]:
    if b"VP8 " in picture:  # lossy: three bytes of frame tag, three of start code, then the sides in 14 bits each
        body = picture[b"VP8 "]
        width, height = (int.from_bytes(body[at : at + 2], "little") & 0x3FFF for at in (6, 8))
        return width, height, b"ALPH" in picture
    if b"VP8L" in picture:  # lossless: a signature byte, then the sides less one in 14 bits each, and a bit for alpha
        bits = int.from_bytes(picture[b"VP8L"][1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1)
    raise NotOurs("a WebP without a still picture")


def _avif(data: bytes, xmp: bytes) -> bytes:
    """The XMP in the place of the one that is there: other items move along, and where they lie is written anew."""
    known = items(data)
    place = next((item for item in known if item.kind == b"mime"), None)
    store = next((box for box in boxes(data) if box.name == b"mdat"), None)
    if place is None or store is None or not store.start <= place.offset <= place.offset + place.length <= store.end:
        raise NotOurs("an AVIF that was packed without a place for names")
    grown = len(xmp) - place.length
    made = bytearray(data)
    made[place.offset_at + 4 : place.offset_at + 8] = len(xmp).to_bytes(4)
    for item in known:
        if item.offset > place.offset:
            made[item.offset_at : item.offset_at + 4] = (item.offset + grown).to_bytes(4)
    made[store.start - 8 : store.start - 4] = (store.end - store.start + 8 + grown).to_bytes(4)
    return bytes(made[: place.offset]) + xmp + bytes(made[place.offset + place.length :])
