"""What pages that say why there is no page tell of what stood there, and the stories that they lead on to."""

from collections.abc import Sequence

from rotativa.kit import trace
from rotativa.reader import reads
from rotativa.reader.making import lines
from rotativa.reader.making.voice import Voice
from rotativa.reader.pages.cards import Line
from rotativa.reader.pages.messages import Withdrawn
from rotativa.stories.queries import GoneArticle


def latest(voice: Voice) -> tuple[Line, ...]:
    """The few newest stories of the edition, as a river has them: what else is said of them changes no such page."""
    return trace.part(("newest", voice.code), lambda: lines.lines(reads.newest(voice.code), voice))


def warm(codes: Sequence[str]) -> None:
    """Loads what these stories of these editions show."""
    lines.warm(dict(zip(codes, reads.newest.many(codes), strict=True)))


def withdrawn(gone: GoneArticle, voice: Voice) -> Withdrawn:
    """What readers are told of an article that is gone."""
    return Withdrawn(
        voice.format.quoted(gone.headline), voice.format.day(gone.first_published), voice.format.day(gone.withdrawn)
    )
