"""Pictures that tell everything, in every format that is taken: what agencies write, and what nobody may learn."""

from io import BytesIO
from typing import Any

import piexif
from PIL import Image, PngImagePlugin, TiffImagePlugin

from rotativa.pictures.tests import making

SAID = {
    "creator": "Leïla Amrani",
    "credit": "Agencia Ánfora",
    "source": "Archivo del Puerto",
    "copyright": "© 2022 Leïla Amrani / Ánfora",
    "place": "Muelle norte, Selwan, Provincia, Marruecos",
    "taken": "2022-06-28",
    "description": "La sala de válvulas, vista desde el camino.\nسطر ثانٍ",
}
"""What the files say for people to take over."""

PRIVATE = (
    *(word.decode() for word in making.PRIVATE),
    "SERIAL-90210",
    "HISTORY-opened-in-the-cellar",
    "DOCUMENT-ID-of-my-disk",
    "MAKERNOTE-of-the-camera",
    "UNIQUE-ID-77",
)
"""What they carry besides."""

_XMP = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"
 xmlns:mm="http://ns.adobe.com/xap/1.0/mm/" xmlns:ev="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
 photoshop:Credit="{SAID["credit"]}" photoshop:Source="{SAID["source"]}" photoshop:City="Selwan"
 photoshop:State="Provincia" photoshop:Country="Marruecos" core:Location="Muelle norte"
 photoshop:DateCreated="2022-06-28T16:42:00+01:00" xmp:CreatorTool="SOFTWARE-SecretEdit"
 exif:GPSLatitude="33,30.785N" exif:GPSLongitude="36,17.707E" aux:SerialNumber="SERIAL-90210"
 aux:OwnerName="OWNER-Ana-Privada" mm:DocumentID="DOCUMENT-ID-of-my-disk">
<dc:creator><rdf:Seq><rdf:li>{SAID["creator"]}</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{SAID["copyright"]}</rdf:li>
<rdf:li xml:lang="en">x</rdf:li></rdf:Alt></dc:rights>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{SAID["description"]}</rdf:li></rdf:Alt></dc:description>
<mm:History><rdf:Seq><rdf:li ev:action="saved" ev:softwareAgent="HISTORY-opened-in-the-cellar"/></rdf:Seq></mm:History>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def xmp() -> bytes:
    """XMP as an agency and an editing program write it."""
    return _XMP.encode()


def iptc() -> bytes:
    """IPTC by itself, in UTF-8 and said to be so."""
    words = (
        (55, "20220628"),
        (60, "164200+0100"),
        (65, "SOFTWARE-SecretEdit"),
        (80, SAID["creator"]),
        (90, "Selwan"),
        (92, "Muelle norte"),
        (95, "Provincia"),
        (101, "Marruecos"),
        (110, SAID["credit"]),
        (115, SAID["source"]),
        (116, SAID["copyright"]),
        (120, SAID["description"]),
        (122, "OWNER-Ana-Privada"),
    )
    sets = [b"\x1c\x01\x5a\x00\x03\x1b%G"]
    sets += [b"\x1c\x02" + bytes([number]) + len(word.encode()).to_bytes(2) + word.encode() for number, word in words]
    return b"".join(sets)


def resources() -> bytes:
    """The same among Photoshop's resources, behind one of its own."""
    other = b"8BIM\x03\xed\x00\x00" + (16).to_bytes(4) + bytes(16)
    body = iptc()
    return other + b"8BIM\x04\x04\x05Names" + len(body).to_bytes(4) + body + b"\0" * (len(body) % 2)


def exif() -> bytes:
    """EXIF as a camera writes it, with the words of whom it belongs to."""
    told = piexif.load(making.exif())
    del told["0th"][piexif.ImageIFD.Orientation]  # with it, Pillow writes the block of an AVIF anew, in ASCII
    told["0th"] |= {
        piexif.ImageIFD.Artist: SAID["creator"].encode(),
        piexif.ImageIFD.Copyright: SAID["copyright"].encode(),
        piexif.ImageIFD.ImageDescription: SAID["description"].encode(),
    }
    told["Exif"] |= {
        piexif.ExifIFD.DateTimeOriginal: b"2022:06:28 16:42:00",
        piexif.ExifIFD.MakerNote: b"MAKERNOTE-of-the-camera",
        piexif.ExifIFD.ImageUniqueID: b"UNIQUE-ID-77",
        piexif.ExifIFD.LensSerialNumber: b"SERIAL-90210",
    }
    return bytes(piexif.dump(told))


def files() -> dict[str, bytes]:
    """Every format in every notation that it can carry, by names that say which."""
    made = {}
    for kind, suffix in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif"), ("TIFF", "tif")):
        for name, notation in (
            ("exif", {"exif": exif()}),
            ("xmp", {"xmp": xmp()}),
            ("all", {"exif": exif(), "xmp": xmp()}),
        ):
            made[f"{name}.{suffix}"] = _packed(kind, notation)
    made["iptc.jpg"] = _jpeg_with(resources())
    made["iptc.tif"] = _packed("TIFF", {"iptc": iptc()})
    made["comment.jpg"] = making.packed(making.scene(), "JPEG", comment=making.PRIVATE[4])
    made["xmp.gif"] = _gif()
    return made


def _packed(kind: str, notation: dict[str, bytes]) -> bytes:
    image = making.scene()
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Comment", making.PRIVATE[5].decode())
        words.add_text("Software", making.PRIVATE[2].decode())
        if "xmp" in notation:
            words.add_itxt("XML:com.adobe.xmp", notation["xmp"].decode(), zip=True)
        rest: dict[str, Any] = {"exif": notation["exif"]} if "exif" in notation else {}
        return making.packed(image, "PNG", pnginfo=words, **rest)
    if kind == "TIFF":
        return _tiff(image, notation)
    return making.packed(image, kind, **notation)


def _tiff(image: Image.Image, notation: dict[str, bytes]) -> bytes:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[305] = making.PRIVATE[2].decode()
    if "exif" in notation:
        told = piexif.load(notation["exif"])
        for tag in (piexif.ImageIFD.Artist, piexif.ImageIFD.Copyright, piexif.ImageIFD.ImageDescription):
            tags[tag] = told["0th"][tag]
            tags.tagtype[tag] = 2
        tags[0x9003] = "2022:06:28 16:42:00"
    for name, tag in (("xmp", 700), ("iptc", 33723)):
        if name in notation:
            tags[tag] = notation[name]
            tags.tagtype[tag] = 7
    return making.packed(image, "TIFF", tiffinfo=tags)


def _jpeg_with(photoshop: bytes) -> bytes:
    plain = making.packed(making.scene(), "JPEG")
    body = b"Photoshop 3.0\0" + photoshop
    return plain[:2] + b"\xff\xed" + (len(body) + 2).to_bytes(2) + body + plain[2:]


def _gif() -> bytes:
    plain = making.packed(making.scene().quantize(64), "GIF", comment=making.PRIVATE[4])
    trailer = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    body = BytesIO()
    body.write(plain[:-1] + b"!\xff\x0bXMP DataXMP" + xmp() + trailer + plain[-1:])
    return body.getvalue()
