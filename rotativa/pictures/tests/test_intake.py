"""What is made of a file: one fixed set for readers, with nothing private in it and with who must be named."""

from io import BytesIO

import pytest
from PIL import Image

from rotativa.pictures.credit import Named, credited
from rotativa.pictures.intake import receive
from rotativa.pictures.refusals import Unusable
from rotativa.pictures.tests import making


@pytest.mark.parametrize(
    ("width", "webp", "jpeg"),
    [
        (3000, [384, 768, 1152, 1920], [640, 1280]),
        (1000, [384, 768, 1000], [640, 1000]),
        (200, [200], [200]),
    ],
)
def test_readers_get_one_fixed_set_never_larger_than_the_original(width: int, webp: list[int], jpeg: list[int]) -> None:
    received = receive(making.sent(making.jpeg(width, width * 2 // 3)), whole=True)
    made = [(one.format, one.width) for one in received.public]
    assert made == [(kind, one) for kind, all_of in (("webp", webp), ("jpeg", jpeg), ("avif", webp)) for one in all_of]
    for one in received.public:
        with Image.open(BytesIO(one.data)) as image:
            assert image.size == (one.width, one.height)
            assert image.format == one.format.upper()
            assert abs(one.height - one.width * 2 / 3) <= 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF"])
def test_no_private_word_is_in_any_file_that_is_made(kind: str) -> None:
    data = making.telling(kind)
    assert any(word in data for word in making.PRIVATE)
    received = receive(making.sent(data, f"private.{kind.lower()}"), whole=True)
    named = Named("Rui Azevedo", "Atlas")
    for one in (*received.public, *(thumbnail for _spec, thumbnail in received.thumbnails)):
        done = credited(one.data, named)
        assert b"<photoshop:Credit>Rui Azevedo / Atlas</photoshop:Credit>" in done
        for word in making.PRIVATE:
            assert word not in done
        with Image.open(BytesIO(done)) as image:
            assert not image.getexif()
            assert set(image.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "progressive",
                "progression",
                "xmp",
                "photoshop",
            } | {
                "background",
                "loop",
                "timestamp",
                "duration",
            }


@pytest.mark.parametrize("tail", [b"<script>alert(1)</script>", b"PK\x03\x04 a zip", b"%PDF-1.4 and a document"])
def test_what_hides_behind_a_picture_does_not_get_out(tail: bytes) -> None:
    gif = making.packed(making.scene().quantize(64), "GIF", comment=b"*/=1;alert(1)//")
    for data in (gif + tail, making.jpeg() + tail):
        for one in receive(making.sent(data, "two in one.gif")).public:
            assert tail not in one.data
            assert b"alert" not in one.data


def test_a_drawing_keeps_its_lines_and_no_smaller_file_weighs_more() -> None:
    drawing = making.drawing()
    received = receive(making.sent(making.packed(drawing, "PNG"), "chart.png"), whole=True)
    webp, avif = ([one for one in received.public if one.format == kind] for kind in ("webp", "avif"))
    assert webp[-1].width == 1280
    with Image.open(BytesIO(webp[-1].data)) as image:
        assert image.convert("RGB").tobytes() == drawing.convert("RGB").tobytes()
    assert [len(one.data) for one in webp] == sorted(len(one.data) for one in webp)
    assert [one.width for one in avif] == [384], "what is lighter than the whole, and no more"
    assert len(avif[0].data) < min(len(one.data) for one in webp)


def test_a_file_that_is_too_large_says_by_how_much(settings: object) -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1024 * 1024  # type: ignore[attr-defined]
    with pytest.raises(Unusable, match=r"“big.jpg” has 3 MB; at most 1 MB"):
        receive(making.sent(b"\xff\xd8" + bytes(3 * 1024 * 1024), "big.jpg"))
    with pytest.raises(Unusable, match=r"“none\.jpg” is empty"):
        receive(making.sent(b"", "none.jpg"))


def test_a_name_of_any_length_is_cut_for_messages_and_for_the_disk() -> None:
    name = "é" * 150 + ".jpg"
    received = receive(making.sent(making.jpeg(), name))
    assert len(received.name) <= 60
    assert received.name.endswith(".jpg")


def test_the_same_picture_gives_the_same_bytes() -> None:
    data = making.jpeg(700, 500)
    assert receive(making.sent(data), whole=True).public == receive(making.sent(data), whole=True).public
