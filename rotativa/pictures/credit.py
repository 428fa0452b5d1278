"""Writes who must be named into public files: XMP with creator, credit, rights and source, in JPEG and WebP.

An own small writer, because it must do little (four fields, two containers), must work on finished files, so that a new
credit costs no new compression, and because what reads more than we write could let something through.
"""

import re
from xml.sax.saxutils import escape

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_JPEG_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_JPEG_ROOM = 65533 - len(_JPEG_XMP)
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


class NotOurs(ValueError):
    """These bytes are no JPEG or WebP of our own making."""


def packet(credit: str, agency: str) -> bytes:
    """The XMP that names creator and source; empty where nobody is named."""
    creator, source = (escape(_NOT_XML.sub("", words)) for words in (credit, agency))
    line = " / ".join(part for part in (creator, source) if part)
    if not line:
        return b""
    fields = _CREATOR.format(creator) if creator else ""
    fields += _RIGHTS.format(line) + _CREDIT.format(line)
    fields += _SOURCE.format(source) if source else ""
    return _PACKET.format(fields=fields).encode()


def credited(data: bytes, xmp: bytes) -> bytes:
    """The file with this XMP in place of what it had; without any where ``xmp`` is empty. Pixels are not touched."""
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data, xmp)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data, xmp)
    raise NotOurs("neither JPEG nor WebP")


def _jpeg(data: bytes, xmp: bytes) -> bytes:
    """SOI, the segments before the first scan without any XMP, ours behind JFIF's own, the rest."""
    if len(xmp) > _JPEG_ROOM:
        raise NotOurs("too many words for one segment")
    kept: list[bytes] = []
    at = 2
    while data[at : at + 1] == b"\xff" and data[at + 1] != _SCAN:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if not data[at + 4 : end].startswith(_JPEG_XMP):
            kept.append(data[at:end])
        at = end
    if xmp:
        body = _JPEG_XMP + xmp
        behind_jfif = 1 if kept and kept[0].startswith(b"\xff\xe0") else 0
        kept.insert(behind_jfif, b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body)
    return data[:2] + b"".join(kept) + data[at:]


def _webp(data: bytes, xmp: bytes) -> bytes:
    """The picture's chunks in the extended layout, which names what follows, and the XMP as the last chunk."""
    chunks = [(name, body) for name, body in _chunks(data) if name not in (b"VP8X", b"XMP ")]
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


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    chunks, at = [], 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        chunks.append((data[at : at + 4], data[at + 8 : at + 8 + size]))
        at += 8 + size + size % 2
    return chunks


def _webp_canvas(picture: dict[bytes, bytes]) -> tuple[int, int, bool]:
    if b"VP8 " in picture:  # lossy: three bytes of frame tag, three of start code, then the sides in 14 bits each
        body = picture[b"VP8 "]
        width, height = (int.from_bytes(body[at : at + 2], "little") & 0x3FFF for at in (6, 8))
        return width, height, b"ALPH" in picture
    if b"VP8L" in picture:  # lossless: a signature byte, then the sides less one in 14 bits each, and a bit for alpha
        bits = int.from_bytes(picture[b"VP8L"][1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1)
    raise NotOurs("a WebP without a still picture")
