"""A plain page, from its frozen text: the same for print and for preview."""

from collections.abc import Sequence
from datetime import datetime

from rotativa.reader import reads
from rotativa.reader.making import body, data, frame, pictures
from rotativa.reader.making.voice import Voice, all_voices
from rotativa.reader.pages.frame import Alternate, Head, Link, Preview
from rotativa.reader.pages.plain import PlainPage
from rotativa.reader.site import site
from rotativa.stories.text import ContextText, Picture

MOST = 200
"""So many signs of a text describe its page."""


def plain_page(
    identity: str,
    text: ContextText,
    voice: Voice,
    path: str,
    *,
    machine_type: str = "WebPage",
    changed: datetime | None = None,
    preview: Preview | None = None,
) -> PlainPage:
    """The page that stands at ``path``; a draft that is previewed has none. ``machine_type`` is one of schema.org."""
    elsewhere = _elsewhere(identity)
    made = body.pieces(text.body, voice, frames=preview is None)
    stamp = voice.format.day(changed) if changed is not None else None
    described = {
        "@type": machine_type,
        "name": text.title,
        "url": site().absolute(path),
        "inLanguage": voice.code,
        "dateModified": stamp.iso if stamp else "",
        "publisher": data.organisation(voice),
    }
    head = Head(
        title=f"{text.title} – {voice.masthead.name}",
        description=body.beginning(text.body, MOST) or text.title,
        canonical="" if preview else site().absolute(path),
        alternates=() if preview else tuple(Alternate(one.code, site().absolute(place)) for one, place in elsewhere),
        shared=None if preview else data.sign(voice.masthead.name),
        data="" if preview else data.written(described, data.breadcrumbs(voice, [Link(text.title, path)])),
    )
    return PlainPage(
        frame=frame.frame(voice, f"page:{identity}", preview=preview),
        head=head,
        title=text.title,
        elsewhere=tuple(
            Link(other.masthead.language, place, language=other.code, direction=other.masthead.direction)
            for other, place in elsewhere
            if other.code != voice.code
        ),
        body=made,
        changed=stamp,
    )


def warm(texts: Sequence[tuple[ContextText, str]]) -> None:
    """Loads what the pages of these texts, each of an edition, ask for."""
    body.warm(f"{story}@{code}" for text, code in texts for story in body.stories_in(text.body))
    used = (
        (block, code) for text, code in texts for block in text.body if isinstance(block, Picture) and block.picture
    )
    pictures.warm_told(f"{block.picture}@{code}" for block, code in used)


def _elsewhere(identity: str) -> list[tuple[Voice, str]]:
    """Every edition in which readers have this page: its voice, and the path."""
    voices = all_voices()
    paths = reads.address.many(f"page:{identity}@{voice.code}" for voice in voices)
    return [(voice, path) for voice, path in zip(voices, paths, strict=True) if path is not None]
