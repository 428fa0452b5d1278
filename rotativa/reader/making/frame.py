"""What stands around every page of an edition."""

from collections.abc import Iterable

from rotativa.editions.contacts import link_of
from rotativa.kit import trace
from rotativa.reader import assets
from rotativa.reader.making import navigation
from rotativa.reader.making.voice import Voice, all_voices, voice_of
from rotativa.reader.pages.frame import Frame, Preview, Wordmark
from rotativa.reader.site import site


def frame(voice: Voice, here: str = "", is_front: bool = False, preview: Preview | None = None) -> Frame:
    """The frame of a page; ``here`` is the thing that it is about, or is filed under: ``section:3``.

    Of very many topics few stand in the bar: the pages of all others have one frame.
    """
    if here.startswith("topic:") and not navigation.leads_to(voice, here):
        here = ""
    name = ("frame", voice.code, here, is_front, preview)
    return trace.part(name, lambda: _frame(voice, here, is_front, preview))


def _frame(voice: Voice, here: str, is_front: bool, preview: Preview | None) -> Frame:
    masthead = voice.masthead
    return Frame(
        language=voice.code,
        direction=masthead.direction,
        script=voice.script,
        locale=voice.locale,
        name=masthead.name,
        language_name=voice.language(voice.code),
        edition_name=_edition_name(voice),
        motto=voice.motto if is_front else "",
        contact=link_of(masthead.contact),
        front=voice.front,
        wordmark=site().wordmark(voice.code),
        companion=_companion(voice) if is_front else None,
        bar=navigation.bar(voice, here),
        foot=navigation.foot(voice, here),
        editions=navigation.editions(voice, is_front),
        assets=assets.named(voice.script),
        is_demonstration=site().is_demonstration,
        preview=preview,
    )


def warm(codes: Iterable[str]) -> list[str]:
    """Loads what the frames of pages of these editions show. Gives those that there are, each once."""
    all_voices()
    voices = [voice for code in dict.fromkeys(codes) if (voice := voice_of(code)) is not None]
    for voice in voices:
        navigation.warm(voice)
    return [voice.code for voice in voices]


def _edition_name(voice: Voice) -> str:
    """What the edition calls itself. English words around the name of another language would be neither."""
    if voice.words.are_foreign:
        return voice.masthead.language
    return voice.words("%(language)s edition", language=voice.language(voice.code))


def _companion(voice: Voice) -> Wordmark | None:
    """The name in the first other script: that of the first edition with another spelling."""
    for other in all_voices():
        if other.masthead.name != voice.masthead.name:
            return site().wordmark(other.code)
    return None
