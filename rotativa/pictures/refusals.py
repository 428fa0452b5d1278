"""Why a file cannot be taken, in words: which file, what is wrong with it, and what to do."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, str | Promise] = {
    "svg": _("“%(name)s” is an SVG drawing, which can carry programs. Please export it as PNG."),
    "page": _("“%(name)s” is a web page, not a picture. Please save the picture itself and send that."),
    "pdf": _("“%(name)s” is a PDF document, not a picture. Please export the page as JPEG or PNG."),
    "heic": _("“%(name)s” is a HEIC photograph from a phone. Please export it as JPEG."),
    "tall": _("“%(name)s” is %(width)s × %(height)s pixels, far too tall for a page. Please crop it."),
    "pixels": _("“%(name)s” has more than %(most)s million pixels. Please send a smaller version."),
    "scans": _("“%(name)s” is packed in a way no camera uses. Please export it as JPEG once more."),
    "slow": _("“%(name)s” takes too long to unpack. Please export it anew as JPEG, or send a smaller version."),
    "memory": _("“%(name)s” needs too much memory to unpack. Please send a smaller version."),
    "moves": _("“%(name)s” moves or has several pages. Please export the one frame you need as JPEG or PNG."),
    "unknown": _("“%(name)s” is not a picture we can read. Please send JPEG, PNG, WebP, AVIF, TIFF or a still GIF."),
    "damaged": _("“%(name)s” is damaged and cannot be read. Please send the file again, or export it anew."),
    "incomplete": _(
        "“%(name)s” is damaged or incomplete and cannot be read. Please send the file again, or export it anew."
    ),
    "empty": _("“%(name)s” is empty. Please send the file again."),
    "large": _("“%(name)s” has %(size)s MB; at most %(most)s MB can be taken. Please send a smaller version."),
}
"""A sentence for each reason that ``decoding`` and ``intake`` give."""


class Unusable(ValueError):
    """This file cannot be taken. The message says which file, why, and what to do."""


def unusable(name: str, reason: str, values: Mapping[str, object]) -> Unusable:
    """What people are told of a file of that name."""
    return Unusable(str(SENTENCES[reason]) % {"name": name, **values})
