"""What files tell is read to be offered; what goes out names who must be named, and tells nothing else."""

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from rotativa.pictures.credit import Named, credited
from rotativa.pictures.intake import receive
from rotativa.pictures.metadata import exif, iptc, xmp
from rotativa.pictures.metadata.told import Told, read
from rotativa.pictures.tests import corpus, making

NAMED = Named("Leïla “Lala” Amrani", "Agencia Ánfora / وكالة", "© 2022 Leïla Amrani")
PUBLIC = {
    *("XMP-x:XMPToolkit", "XMP-dc:Creator", "XMP-dc:Rights", "XMP-photoshop:Credit", "XMP-photoshop:Source"),
    *("IPTC:CodedCharacterSet", "IPTC:ApplicationRecordVersion"),
    *("IPTC:By-line", "IPTC:Credit", "IPTC:Source", "IPTC:CopyrightNotice"),
}
"""All that a public file says beyond its pixels, in exiftool's words."""
SHAPE = ("ExifTool", "System", "File", "JFIF", "RIFF", "Meta", "QuickTime", "Composite", "SourceFile")
"""Groups that tell of the file's format; a comment would stand in ``File``."""
AGAIN = ("Byline", "Copyright", "Credit", "Source", "CharacterSet", "RecordVersion", "creator", "rights")


@pytest.mark.parametrize("name", corpus.files())
def test_what_a_file_tells_is_offered_in_every_notation(name: str) -> None:
    told, notation = read(corpus.files()[name]), name.partition(".")[0]
    if notation == "comment":
        assert told == Told()
        return
    camera = {"credit": "", "source": "", "place": ""} if notation == "exif" else {}
    expected = corpus.SAID | camera
    assert {field: getattr(told, field) for field in expected} == expected
    assert told.has_position == (notation != "iptc" and name != "exif.tif")
    assert Told.from_json(json.loads(json.dumps(told.as_json()))) == told
    offers = told.offers()
    assert offers["credit"] == corpus.SAID["creator"]
    assert offers.get("agency", "") == expected["credit"]


def test_one_name_in_two_places_is_offered_once() -> None:
    assert Told(creator="Ana", credit="Ana").offers() == {"credit": "Ana"}
    assert Told(credit="AP").offers() == {"agency": "AP"}
    assert Told(source="Atlas", creator="Ana").offers() == {"credit": "Ana", "agency": "Atlas"}


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2022:06:28 16:42:00", "2022-06-28"),
        ("20220628", "2022-06-28"),
        ("2022-06", "2022-06"),
        ("2022", "2022"),
        ("20220000", "2022"),
        ("2022-02-30", ""),
        ("0000:00:00 00:00:00", ""),
        ("yesterday", ""),
    ],
)
def test_a_day_is_taken_as_far_as_it_is_known(said: str, day: str) -> None:
    body = b"\x1c\x02\x37" + len(said).to_bytes(2) + said.encode()
    data = making.jpeg()
    block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(body).to_bytes(4) + body + b"\0" * (len(body) % 2)
    data = data[:2] + b"\xff\xed" + (len(block) + 2).to_bytes(2) + block + data[2:]
    assert read(data).taken == day


def test_entities_and_depth_are_refused_before_they_do_anything() -> None:
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x:xmpmeta xmlns:x="adobe:ns:meta/">&b;</x:xmpmeta>'
    )
    assert xmp.read(bomb) == xmp.Xmp()
    outside = b'<!DOCTYPE x SYSTEM "file:///etc/passwd">' + corpus.xmp()
    assert xmp.read(outside) == xmp.Xmp()
    assert xmp.read(b"<a>" * 100_000) == xmp.Xmp()


def test_rubbish_tells_nothing_and_raises_nothing() -> None:
    dice = random.Random(8)
    for whole in corpus.files().values():
        for _turn in range(40):
            data = bytearray(whole)
            for _hit in range(dice.randrange(1, 30)):
                data[dice.randrange(min(len(data), 4000))] = dice.randrange(256)
            read(bytes(data[: dice.randrange(1, len(data))]))
    circle = b"II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0"
    assert exif.read(circle) == exif.Exif()
    assert iptc.read(b"\x1c\x02\x50\xff\xff") == {}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of everything that readers and the desk get of the corpus."""
    folder = tmp_path_factory.mktemp("public")
    for name, data in corpus.files().items():
        received = receive(making.sent(data, name), whole=True)
        for one in received.public:
            file = folder / f"{name}-{one.width}.{one.format}"
            file.write_bytes(credited(one.data, NAMED))
    return folder


def test_no_private_word_is_in_any_public_file(public: Path) -> None:
    files = list(public.iterdir())
    assert {file.suffix for file in files} == {".webp", ".jpeg", ".avif"}
    for file in files:
        data = file.read_bytes()
        assert not [word for word in corpus.PRIVATE if word.encode() in data]
        assert NAMED.creator.encode() in data


@pytest.mark.skipif(
    shutil.which("exiftool") is None, reason="exiftool is missing: apt-get install libimage-exiftool-perl"
)
def test_exiftool_reads_who_is_named_and_nothing_else(public: Path) -> None:
    command = ["exiftool", "-json", "-G1", "-a", "-u", "-ee", "-charset", "utf8", "-charset", "iptc=utf8", str(public)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert len(told) == len(list(public.iterdir()))
    for one in told:
        said = {name for name in one if name.partition(":")[0] not in SHAPE}
        assert said <= PUBLIC, one["SourceFile"]
        assert "File:Comment" not in one
        assert (one["XMP-dc:Creator"], one["XMP-dc:Rights"]) == (NAMED.creator, NAMED.copyright)
        assert (one["XMP-photoshop:Credit"], one["XMP-photoshop:Source"]) == (NAMED.line, NAMED.source)
        if one["SourceFile"].endswith(".jpeg"):
            assert said == PUBLIC - {"XMP-x:XMPToolkit"}
            assert (one["IPTC:By-line"], one["IPTC:CopyrightNotice"]) == (NAMED.creator, NAMED.copyright)


@pytest.mark.skipif(shutil.which("exiv2") is None, reason="exiv2 is missing: apt-get install exiv2")
def test_exiv2_reads_who_is_named_and_nothing_else(public: Path) -> None:
    for file in public.iterdir():
        found = subprocess.run(["exiv2", "-PEIXkt", str(file)], check=False, capture_output=True, text=True).stdout
        said = dict(line.split(maxsplit=1) for line in found.splitlines())
        assert {name.rpartition(".")[2] for name in said} <= {*AGAIN}, file.name
        assert said["Xmp.dc.creator"] == NAMED.creator
        assert said["Xmp.photoshop.Credit"] == NAMED.line
        assert not subprocess.run(["exiv2", "-pc", str(file)], check=False, capture_output=True).stdout.strip()
