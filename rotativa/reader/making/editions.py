"""``/`` and what is answered where no edition is concerned: 404 and 503."""

from rotativa.reader import assets, reads
from rotativa.reader.making import data
from rotativa.reader.making.voice import Voice, all_voices
from rotativa.reader.pages.editions import Column, EditionsPage
from rotativa.reader.pages.frame import Alternate, Head, Link
from rotativa.reader.site import site

HEADLINES = 3


def editions_page(error: str = "") -> EditionsPage | None:
    """All editions side by side, with their news or with what is wrong; None while there is no edition."""
    voices = all_voices()
    if not voices:
        return None
    first = voices[0]
    names = tuple(dict.fromkeys(voice.masthead.name for voice in voices))
    marks = tuple(dict.fromkeys(mark for voice in voices if (mark := site().wordmark(voice.code)) is not None))
    title = " · ".join(names)
    alternates = [Alternate(voice.code, site().absolute(voice.front)) for voice in voices]
    return EditionsPage(
        language=first.code,
        direction=first.masthead.direction,
        script=first.script,
        names=names,
        wordmarks=marks,
        columns=tuple(_column(voice, error) for voice in voices),
        assets=assets.named(first.script),
        head=Head(
            title=f"{error} – {title}" if error else title,
            description=" ".join(voice.motto for voice in voices if voice.motto) or title,
            canonical="" if error else site().absolute("/"),
            shared=None if error else data.sign(title),
            alternates=() if error else (*alternates, Alternate("x-default", site().absolute("/"))),
        ),
        is_demonstration=site().is_demonstration,
        error=error,
    )


def _column(voice: Voice, error: str) -> Column:
    newest = () if error else reads.newest(voice.code)[:HEADLINES]
    lines = [line for line in reads.article_line.many(newest) if line is not None]
    return Column(
        language=voice.code,
        direction=voice.masthead.direction,
        script=voice.script,
        name=voice.masthead.name,
        edition=voice.masthead.language,
        motto=voice.motto,
        path=voice.front,
        day=voice.format.weekday(lines[0].first_published) if lines else None,
        headlines=tuple(Link(line.headline, line.path) for line in lines),
    )
