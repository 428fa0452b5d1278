"""What comes in becomes honest pixels, or a sentence that names the file and says what to do."""

from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image

from rotativa.pictures.decoding import NoPicture, Pixels, decode, size_as_seen
from rotativa.pictures.refusals import Unusable, unusable
from rotativa.pictures.tests import making


def opened(data: bytes, name: str = "photo.jpg", most_pixels: int = 100_000_000) -> Pixels:
    try:
        return decode(data, most_pixels=most_pixels, most_width=1920)
    except NoPicture as refused:
        raise unusable(name, refused.reason, refused.values) from refused


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (making.bomb(), "more than 100 million pixels"),
        (making.jpeg()[:-4000], "damaged or incomplete"),
        (making.packed(making.scene(), "PNG")[:-200], "damaged or incomplete"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "is a web page"),
        (b"\xef\xbb\xbf  <html><body>", "is a web page"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "is an SVG drawing"),
        (b"%PDF-1.7 ...", "is a PDF document"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC photograph"),
        (making.moving("GIF"), "moves or has several pages"),
        (making.moving("WEBP"), "moves or has several pages"),
        (making.moving("PNG"), "moves or has several pages"),
        (making.moving("TIFF"), "moves or has several pages"),
        (making.packed(Image.new("L", (10, 2000)), "PNG"), "far too tall"),
        (making.noise(1, 3000), "not a picture we can read"),
        (b"\xff\xd8\xff" + making.noise(2, 3000), "read"),
        (b"GIF89a" + making.noise(3, 100), "read"),
        (b"RIFF\x10\0\0\0WEBPVP8 " + making.noise(4, 10), "read"),
        (b"8BPS\0\x01" + making.noise(5, 100), "not a picture we can read"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named_with_its_reason(data: bytes, says: str) -> None:
    with pytest.raises(Unusable) as refusal:
        opened(data, "from the field.jpg")
    assert says in str(refusal.value)
    assert "“from the field.jpg”" in str(refusal.value)
    assert "Please" in str(refusal.value)


def test_a_scan_bomb_is_refused_before_it_is_unpacked() -> None:
    data = making.jpeg(64, 64, progressive=True)
    scan = data.rindex(b"\xff\xda")
    with pytest.raises(Unusable, match="no camera"):
        opened(data[:scan] + data[scan:-2] * 300 + data[-2:])


def test_damage_anywhere_never_escapes_as_another_error() -> None:
    for kind in ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF"):
        whole = making.telling(kind)
        for step in range(1, 25):
            data = bytearray(whole)
            at = len(data) * step // 26
            data[at : at + 8] = making.noise(step, 8)
            for version in (bytes(data), bytes(whole[:at])):
                with suppress(Unusable):
                    assert opened(version).image.mode == "RGB"


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_orientation_is_applied_once(kind: str, orientation: int) -> None:
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    lying = making.scene(600, 400)
    lying = lying.transpose(turns[orientation]) if orientation in turns else lying
    data = making.packed(lying, kind, exif=making.exif(orientation))
    pixels = opened(data)
    assert (pixels.width, pixels.height) == (600, 400) == pixels.image.size == size_as_seen(BytesIO(data))
    assert making.corners(pixels.image) == "rgbw"


def test_a_tiff_is_turned_once_as_well() -> None:
    data = making.packed(making.scene(600, 400).transpose(Image.Transpose.ROTATE_90), "TIFF", tiffinfo={274: 6})
    pixels = opened(data, "scan.tif")
    assert (pixels.width, pixels.height) == (600, 400) == size_as_seen(BytesIO(data))
    assert making.corners(pixels.image) == "rgbw"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I", "F"])
def test_every_kind_of_pixel_becomes_plain_colour(mode: str) -> None:
    image = Image.linear_gradient("L").resize((90, 60))
    image = (
        image.convert("I").point(lambda value: value * 257).convert("I;16") if mode == "I;16" else image.convert(mode)
    )
    pixels = opened(making.packed(image, "TIFF", compression=None), "scan.tif")
    assert pixels.image.mode == "RGB"
    top, bottom = (pixels.image.convert("L").getpixel((45, row)) for row in (1, 58))
    assert isinstance(top, int)
    assert isinstance(bottom, int)
    assert top < 20
    assert bottom > 235


def test_sixteen_bits_keep_their_middle_grey() -> None:
    image = Image.new("I;16", (40, 40), 128 * 257)
    shown = opened(making.packed(image, "PNG")).image
    assert shown.getpixel((20, 20)) == pytest.approx((128, 128, 128), abs=1)


def test_a_cmyk_jpeg_keeps_its_colours() -> None:
    pixels = opened(making.packed(making.scene().convert("CMYK"), "JPEG", quality=95))
    assert making.corners(pixels.image) == "rgbw"


def test_transparency_becomes_white() -> None:
    image = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    assert opened(making.packed(image, "PNG")).image.getpixel((20, 20)) == (255, 255, 255)


def test_a_picture_called_by_another_type_is_taken_for_what_it_is() -> None:
    pixels = opened(making.packed(making.scene(), "PNG"), "really.jpg")
    assert pixels.suffix == "png"


def test_what_a_phone_adds_behind_a_jpeg_is_left_out() -> None:
    data = making.packed(making.scene(), "MPO", save_all=True, append_images=[making.scene(60, 40)])
    pixels = opened(data)
    assert pixels.suffix == "jpg"
    assert pixels.image.size == (600, 400)


def test_a_large_jpeg_is_shown_smaller_and_told_in_full() -> None:
    pixels = opened(making.jpeg(5000, 2000))
    assert (pixels.width, pixels.height) == (5000, 2000)
    assert pixels.image.size == (1920, 768)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_a_large_picture_is_made_smaller_in_strips_without_seams(mode: str) -> None:
    image = Image.linear_gradient("L").resize((4001, 3001))
    image = (
        image.convert("I").point(lambda value: value * 257).convert("I;16") if mode == "I;16" else image.convert(mode)
    )
    shown = decode(making.packed(image, "TIFF"), most_pixels=100_000_000, most_width=300).image.convert("L")
    assert shown.size == (300, 225)
    column = [shown.getpixel((150, row)) for row in range(225)]
    assert max(abs(column[row] - row * 255 / 224) for row in range(225)) < (25 if mode == "1" else 6)  # type: ignore[operator]


def test_of_formats_whose_readers_need_much_memory_less_is_taken() -> None:
    webp = making.packed(making.scene(700, 500), "WEBP")
    assert opened(webp, most_pixels=1_500_000).width == 700
    with pytest.raises(Unusable, match="pixels"):
        opened(webp, most_pixels=1_000_000)
