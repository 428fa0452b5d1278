"""Pictures for pages, from their cards; every file that a page names is noted in its trace."""

from collections.abc import Iterable

from rotativa.kit.trace import uses_file
from rotativa.pictures.queries import PictureCard, PublicFile
from rotativa.reader import reads
from rotativa.reader.making.voice import Voice
from rotativa.reader.pages.frame import Shared
from rotativa.reader.pages.pictures import Candidate, Source, View
from rotativa.reader.site import site

BEST_FIRST = ("avif", "webp", "png", "jpeg")
LAST_RESORT = ("jpeg", "png", "webp", "avif")
USUAL_WIDTH = 960
"""The file for browsers that choose none: not wider than this, where there is one."""

SHARED_WIDTH = 1200
"""What other sites show with a link is at least so wide, where there is such a file."""

_STEPS = 4


def view(
    identity: str, voice: Voice, caption: str = "", alt: str | None = None, *, with_phone: bool = False
) -> View | None:
    """A picture with its caption and credit; None where the picture, or every file of it, is gone.

    ``alt`` replaces the picture's own description; an empty one makes it decoration (inside a link that has words).
    ``with_phone`` is for places that show the whole picture: there it may have another for phones.
    """
    card = reads.picture_card(identity) if identity else None
    if card is None or not card.files:
        return None
    if alt is None:
        told = reads.picture_alt(f"{identity}@{voice.code}")
        alt = told.text if told is not None else ""
    for file in card.files:
        uses_file(file.path)
    by_format = _by_format(card)
    last = next(name for name in LAST_RESORT if name in by_format)
    usual = _usual(by_format[last], USUAL_WIDTH)
    across, down = (round(max(0.0, min(1.0, part)) * _STEPS) for part in card.focus)
    return View(
        sources=tuple(_source(name, files) for name, files in by_format.items() if name != last),
        fallback=_source(last, by_format[last]),
        path=usual.path,
        width=usual.width,
        height=usual.height,
        alt=alt,
        caption=caption,
        credit=credit(card),
        across=across,
        down=down,
        phone=_for_phones(identity, voice) if with_phone else None,
    )


def _for_phones(identity: str, voice: Voice) -> View | None:
    """Shown in the place of another, whose words are said of it; so it needs a credit of its own in its file."""
    other = reads.picture_phone(identity)
    card = reads.picture_card(other) if other else None
    return view(card.identity, voice, alt="") if card is not None and card.credit else None


def credit(card: PictureCard) -> str:
    """Who made the picture, and for whom; pages put it in brackets."""
    return " / ".join(part for part in (card.credit, card.agency) if part)


def shared(identity: str, alt: str) -> Shared | None:
    """The file that other sites show: of the format that everybody reads, the smallest that is wide enough."""
    card = reads.picture_card(identity) if identity else None
    if card is None or not card.files:
        return None
    name = next(name for name in LAST_RESORT if _of(card, name))
    files = _of(card, name)
    file = next((one for one in files if one.width >= SHARED_WIDTH), files[-1])
    uses_file(file.path)
    return Shared(site().absolute(file.path), file.width, file.height, alt, f"image/{name}")


def warm(*identities: str) -> None:
    """Loads these pictures for places where they are decoration."""
    reads.picture_card.many(identity for identity in dict.fromkeys(identities) if identity)


def warm_told(named: Iterable[str]) -> None:
    """Loads pictures in editions (``7@es``) for places that say what is to be seen, and may have others for phones."""
    wanted = [name for name in dict.fromkeys(named) if not name.startswith("@")]
    shown = list(dict.fromkeys(name.partition("@")[0] for name in wanted))
    others = reads.picture_phone.many(shown)
    warm(*shown, *(other for other in others if other))
    reads.picture_alt.many(wanted)


def _by_format(card: PictureCard) -> dict[str, list[PublicFile]]:
    """The files of each format, best first.

    Of a drawing the widest is WebP, without loss, and stands with the AVIF ones: who reads these reads it too.
    """
    found = {name: files for name in BEST_FIRST if (files := _of(card, name))}
    if better := found.get("avif"):
        better += [file for file in found.get("webp", ()) if file.width > better[-1].width]
    return found


def _of(card: PictureCard, name: str) -> list[PublicFile]:
    return sorted((file for file in card.files if file.format == name), key=lambda file: file.width)


def _usual(files: Iterable[PublicFile], most: int) -> PublicFile:
    listed = sorted(files, key=lambda file: file.width)
    return next((file for file in reversed(listed) if file.width <= most), listed[0])


def _source(name: str, files: Iterable[PublicFile]) -> Source:
    return Source(f"image/{name}", tuple(Candidate(file.path, file.width) for file in files))
