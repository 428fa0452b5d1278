"""What stands around every page of an edition."""

from rotativa.kit import trace
from rotativa.reader import assets, reads
from rotativa.reader.making.voice import Voice, all_voices
from rotativa.reader.pages.frame import Frame, Link, Preview, Wordmark
from rotativa.reader.site import site
from rotativa.topics.queries import SectionCard


def frame(voice: Voice, section: str = "", is_front: bool = False, preview: Preview | None = None) -> Frame:
    """The frame of a page; ``section`` is the identity of the section it stands in."""
    name = ("frame", voice.code, section, is_front, preview)
    return trace.part(name, lambda: _frame(voice, section, is_front, preview))


def _frame(voice: Voice, section: str, is_front: bool, preview: Preview | None) -> Frame:
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
        contact=masthead.contact,
        front=voice.front,
        wordmark=site().wordmark(voice.code),
        companion=_companion(voice) if is_front else None,
        sections=sections(voice, section),
        editions=tuple(_edition(one, voice, is_front) for one in all_voices()),
        assets=assets.named(voice.script),
        is_demonstration=site().is_demonstration,
        preview=preview,
    )


def sections(voice: Voice, current: str = "") -> tuple[Link, ...]:
    """The sections that have a name and a page in this edition."""
    named = [f"{identity}@{voice.code}" for identity in reads.all_sections(voice.code)]
    cards, paths = reads.section_card.many(named), reads.address.many(f"section:{name}" for name in named)
    return tuple(
        Link(card.name, path, current=name.partition("@")[0] == current)
        for name, card, path in zip(named, cards, paths, strict=True)
        if isinstance(card, SectionCard) and path is not None
    )


def warm(voice: Voice) -> None:
    """Loads what the frames of an edition's pages show."""
    all_voices()
    sections(voice)


def _edition_name(voice: Voice) -> str:
    """What the edition calls itself. English words around the name of another language would be neither."""
    if voice.words.are_foreign:
        return voice.masthead.language
    return voice.words("%(language)s edition", language=voice.language(voice.code))


def _edition(one: Voice, here: Voice, is_front: bool) -> Link:
    is_other = one.code != here.code
    return Link(
        one.masthead.language,
        one.front,
        current=is_front and not is_other,
        language=one.code if is_other else "",
        direction=one.masthead.direction if is_other else "",
    )


def _companion(voice: Voice) -> Wordmark | None:
    """The name in the first other script: that of the first edition with another spelling."""
    for other in all_voices():
        if other.masthead.name != voice.masthead.name:
            return site().wordmark(other.code)
    return None
