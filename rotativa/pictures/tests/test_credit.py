"""Who must be named stands in every public file, once, whatever the words are made of."""

import json
import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from rotativa.pictures.credit import PLACE, Named, NotOurs, credited
from rotativa.pictures.tests import making

WORDS = ("Rui “Azul” Azevedo <b> & filhos\x07", "Agência Ánimo / وكالة")
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def files() -> dict[str, bytes]:
    """A file of each kind that we write."""
    image = making.scene(301, 200)
    return {
        "lossy.webp": making.packed(image, "WEBP", quality=80),
        "lossless.webp": making.packed(image, "WEBP", lossless=True),
        "see-through.webp": making.packed(image.convert("RGBA"), "WEBP", lossless=True),
        "one.avif": making.packed(image, "AVIF", quality=60, xmp=PLACE),
        "plain.jpg": making.packed(image, "JPEG"),
        "progressive.jpg": making.packed(image, "JPEG", progressive=True),
    }


def read(data: bytes) -> ElementTree.Element:
    """The XMP in a file, found by its own marks."""
    found = re.findall(rb"<x:xmpmeta.*?</x:xmpmeta>", data, re.DOTALL)
    assert len(found) == 1
    return ElementTree.fromstring(found[0])  # noqa: S314 our own words


@pytest.mark.parametrize("name", files())
def test_the_credit_is_in_the_file_and_the_pixels_are_as_before(name: str) -> None:
    data = files()[name]
    done = credited(data, Named(*WORDS))
    before, after = (Image.open(BytesIO(each)).convert("RGB") for each in (data, done))
    assert before.tobytes() == after.tobytes()
    xmp = read(done)
    creator = xmp.find(f".//{DC}creator/{RDF}Seq/{RDF}li")
    rights = xmp.find(f".//{DC}rights/{RDF}Alt/{RDF}li")
    credit, source = xmp.find(f".//{PHOTOSHOP}Credit"), xmp.find(f".//{PHOTOSHOP}Source")
    assert creator is not None
    assert rights is not None
    assert credit is not None
    assert source is not None
    assert creator.text == "Rui “Azul” Azevedo <b> & filhos"
    assert source.text == WORDS[1]
    assert credit.text == rights.text == f"{creator.text} / {source.text}"


@pytest.mark.parametrize("name", files())
def test_another_credit_takes_the_place_of_the_first(name: str) -> None:
    first = credited(files()[name], Named(*WORDS))
    again = credited(first, Named("Ana"))
    assert again == credited(files()[name], Named("Ana"))
    assert credited(again, Named(*WORDS)) == first
    assert b"dc:creator" not in credited(again, Named())


@pytest.mark.parametrize("name", files())
@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is a second reader; the own one is asked above")
def test_exiftool_reads_the_same(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(credited(files()[name], Named(*WORDS)))
    command = ["exiftool", "-json", "-G1", "-charset", "utf8", "-validate", "-all", str(path)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)[0]
    assert told["XMP-dc:Creator"] == "Rui “Azul” Azevedo <b> & filhos"
    assert told["XMP-photoshop:Credit"] == told["XMP-dc:Rights"]
    assert told["XMP-photoshop:Source"] == WORDS[1]
    assert told["ExifTool:Validate"] == "OK"


def test_only_files_of_our_own_are_written_into() -> None:
    with pytest.raises(NotOurs):
        credited(making.packed(making.scene(), "PNG"), Named("Ana"))
    with pytest.raises(NotOurs):
        credited(making.moving("WEBP"), Named("Ana"))
    with pytest.raises(NotOurs):
        credited(making.packed(making.scene(), "AVIF"), Named("Ana"))
