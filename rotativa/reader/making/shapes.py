"""Pieces that need nothing but their block and the voice of the edition."""

from collections.abc import Iterator

from rotativa.kit.days import is_date
from rotativa.kit.languages import are_same, direction, name_in
from rotativa.kit.trace import uses_file
from rotativa.reader import reads
from rotativa.reader.making.voice import Voice
from rotativa.reader.pages.pieces import (
    Column,
    Download,
    Embed,
    Moment,
    Original,
    Piece,
    PullQuote,
    Statement,
    Subhead,
    Table,
    Timeline,
)
from rotativa.reader.site import site
from rotativa.stories import text
from rotativa.stories.embedding import host_of, player_of

BESIDE = 7
"""So many entries of a timeline stand beside the text; a longer one stands in it."""

RIGHT_TO_LEFT = "\u200f"
"""Behind Latin letters: else the number that follows takes their direction, and stands before them."""


def shaped(block: text.Block, voice: Voice, *, said: str, frames: bool) -> Iterator[Piece]:
    """The piece of a block; none where it says nothing."""
    match block:
        case text.Subhead():
            yield Subhead(block.id, block.words)
        case text.PullQuote() if block.words:
            yield PullQuote(block.id, block.words, block.speaker, _is_in(block.words, said))
        case text.Statement() if block.words:
            yield _statement(block, voice)
        case text.Timeline():
            moments = tuple(_moments(block, voice))
            if moments:
                yield Timeline(block.id, block.title, moments, len(moments) > BESIDE)
        case text.Table() if block.rows and block.columns:
            columns = tuple(Column(column.heading, column.numbers) for column in block.columns)
            yield Table(block.id, block.caption, columns, block.rows, block.heads, block.source)
        case text.Document() if block.title and block.document:
            card = reads.document_card(block.document)
            if card is not None:
                uses_file(card.path)
                kind = card.type.upper() + (RIGHT_TO_LEFT if voice.masthead.direction == "rtl" else "")
                about = voice.format.forms.separator.join((kind, voice.format.size(card.bytes)))
                yield Download(block.id, block.title, card.path, about)
        case text.Embed() if host_of(block.address):
            yield _embed(block, voice, frames=frames)


def _statement(block: text.Statement, voice: Voice) -> Statement:
    return Statement(
        id=block.id,
        words=block.words,
        speaker=block.speaker,
        role=block.role,
        to_whom=block.to_whom,
        day=voice.format.day(block.when) if block.when is not None else None,
        original=_original(block, voice),
    )


def _original(block: text.Statement, voice: Voice) -> Original | None:
    tag = block.original_language
    if not block.original_words or not tag or are_same(tag, voice.code):
        return None
    return Original(block.original_words, tag, name_in(tag, voice.code), direction(tag))


def _moments(block: text.Timeline, voice: Voice) -> Iterator[Moment]:
    for moment in block.moments:
        if is_date(moment.when) and moment.words:
            end = voice.format.known(moment.until) if is_date(moment.until) else None
            yield Moment(voice.format.known(moment.when), end, moment.words)


def _embed(block: text.Embed, voice: Voice, *, frames: bool) -> Embed:
    player = player_of(block.address)
    teller = host_of(player)
    tag = block.language
    spoken = (
        voice.words("in %(language)s", language=name_in(tag, voice.code))
        if tag and not are_same(tag, voice.code)
        else ""
    )
    return Embed(
        id=block.id,
        kind=block.kind,
        title=block.title,
        about=voice.format.forms.separator.join(filter(None, (block.length, spoken))),
        address=block.address,
        host=host_of(block.address).removeprefix("www."),
        player=player if frames and teller in site().embed_hosts else "",
        teller=teller,
        transcript=block.transcript if host_of(block.transcript) else "",
    )


def _is_in(words: str, said: str) -> bool:
    """Whether the text says these words, whatever stands around them."""
    return " ".join(words.split()).strip(" .…,;:!?،؛؟").casefold() in " ".join(said.split()).casefold()
