"""The body of an article: from frozen blocks to the pieces of the page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from rotativa.reader import reads
from rotativa.reader.making import cards, pictures, richtext, shapes
from rotativa.reader.making.voice import Voice
from rotativa.reader.pages.pictures import View
from rotativa.reader.pages.pieces import Background, Embed, Entry, Factbox, Figure, Gallery, Piece, Prose, Reading
from rotativa.stories import text

Homes = Mapping[str, str]
"""For each story, the article that it has in this edition."""


def pieces(blocks: Sequence[text.Block], voice: Voice, dateline: str = "", *, frames: bool = True) -> tuple[Piece, ...]:
    """The pieces that this edition can show: what leads to nothing, or says nothing, is left out.

    Entries of a live story come last, newest first. Without ``frames``, embeds are links.
    """
    homes = homes_of(stories_in(blocks), voice)
    making = _Making(voice, homes, opening=_dateline(dateline, voice), frames=frames, said=_said(blocks))
    made = [piece for block in blocks for piece in making.pieces(block)]
    return (*(piece for piece in made if not isinstance(piece, Entry)), *entries_of(made))


def entries_of(made: Iterable[Piece]) -> tuple[Entry, ...]:
    """The entries among the pieces, newest first; those of one minute in the order of the editor."""
    entries = [piece for piece in made if isinstance(piece, Entry)]
    return tuple(sorted(entries, key=lambda entry: entry.moment, reverse=True))


def hosts_in(made: Iterable[Piece]) -> tuple[str, ...]:
    """The hosts whose pages may be shown among these pieces."""
    found: list[str] = []
    for piece in made:
        if isinstance(piece, Embed) and piece.player:
            found.append(f"https://{piece.teller}")
        elif isinstance(piece, Entry | Background):
            found.extend(hosts_in(piece.body))
    return tuple(dict.fromkeys(found))


def stories_in(blocks: Iterable[text.Block]) -> tuple[str, ...]:
    """The other stories that blocks lead to."""
    found: list[str] = []
    for block in text.walk(blocks):
        if isinstance(block, text.Read) and block.story:
            found.append(block.story)
        elif isinstance(block, text.Paragraphs | text.Factbox):
            found.extend(richtext.stories_in(block.html))
    return tuple(dict.fromkeys(found))


def pictures_in(article: text.ArticleText) -> tuple[str, ...]:
    """The pictures that an article uses."""
    return tuple(use.picture for use in article.pictures())


def homes_of(stories: Iterable[str], voice: Voice) -> Homes:
    """The public article of each story in this edition; stories without one are left out."""
    listed = tuple(stories)
    shelves = reads.story_in.many(f"{story}@{voice.code}" for story in listed)
    return {story: members[0] for story, members in zip(listed, shelves, strict=True) if members}


def warm(named: Iterable[str]) -> None:
    """Loads what cards of these stories in editions (``<story>@es``) show."""
    cards.warm(article for members in reads.story_in.many(dict.fromkeys(named)) for article in members)


def minutes(article: text.ArticleText, voice: Voice) -> int:
    """How long the text takes to read, at least one minute."""
    words = len(article.standfirst.split()) + sum(map(_words, article.blocks()))
    return max(1, round(words / voice.format.forms.words_a_minute))


def beginning(blocks: Iterable[text.Block], most: int) -> str:
    """The first words of what is told, cut behind a word."""
    told = " ".join(
        " ".join(richtext.plain(block.html) for block in blocks if isinstance(block, text.Paragraphs)).split()
    )
    return told if len(told) <= most else f"{told[:most].rpartition(' ')[0]}…"


def view_of(use: text.Picture | None, voice: Voice) -> View | None:
    """A use of a picture: with the caption of this use, and its own alt text where it has one."""
    return None if use is None else pictures.view(use.picture, voice, use.caption, use.alt or None, with_phone=True)


class _Making:
    """Makes pieces of blocks; the dateline opens the first text."""

    def __init__(self, voice: Voice, homes: Homes, *, opening: str, frames: bool, said: str) -> None:
        self._voice, self._homes, self._paths = voice, homes, _paths(homes)
        self._opening, self._frames, self._said = opening, frames, said

    def pieces(self, block: text.Block) -> Iterator[Piece]:
        """The piece of a block; none where this edition cannot show it."""
        match block:
            case text.Paragraphs():
                yield Prose(block.id, richtext.resolve(block.html, self._paths, self._opening))
                self._opening = ""
            case text.Picture():
                view = view_of(block, self._voice)
                if view is not None:
                    yield Figure(block.id, view)
            case text.Factbox() if block.html:
                yield Factbox(block.id, block.title, richtext.resolve(block.html, self._paths))
            case text.Gallery() | text.Read() | text.Context() | text.LiveEntry():
                yield from self._composed(block)
            case _:
                yield from shapes.shaped(block, self._voice, said=self._said, frames=self._frames)

    def _composed(self, block: text.Gallery | text.Read | text.Context | text.LiveEntry) -> Iterator[Piece]:
        """What is made of other things: pictures, another article, a passage, further blocks."""
        match block:
            case text.Gallery():
                views = tuple(view for use in block.pictures if (view := view_of(use, self._voice)) is not None)
                if views:
                    yield Gallery(block.id, block.title, views)
            case text.Read():
                yield from self._reading(block)
            case text.Context():
                yield from self._background(block)
            case text.LiveEntry():
                yield from self._entry(block)

    def _reading(self, block: text.Read) -> Iterator[Piece]:
        if block.story in self._homes:
            for card in cards.cards([self._homes[block.story]], self._voice):
                yield Reading(block.id, card)

    def _background(self, block: text.Context) -> Iterator[Piece]:
        """A passage that is not out in this edition is left out, and so is one that is not chosen yet."""
        found = reads.passage(f"{block.passage}@{self._voice.code}") if block.passage else None
        if found is None:
            return
        told = found.text
        keeper = next(iter(cards.author_links([told.keeper], self._voice)), None) if told.keeper else None
        checked = self._voice.format.day(told.checked) if told.checked is not None else None
        body = pieces(told.body, self._voice, frames=self._frames)
        if body:
            yield Background(block.id, told.title, body, keeper, checked)

    def _entry(self, block: text.LiveEntry) -> Iterator[Piece]:
        if block.at is None:
            return
        body = tuple(piece for inner in block.body for piece in self.pieces(inner))
        if body or block.headline:
            time, day = self._voice.format.time(block.at), self._voice.format.day(block.at)
            yield Entry(block.id, time, day.words, block.headline, body, block.at.isoformat())


def _words(block: text.Block) -> int:
    match block:
        case text.Paragraphs() | text.Factbox():
            return richtext.words_in(block.html)
        case text.Statement() | text.Subhead():
            return len(block.words.split())
        case text.Timeline():
            return sum(len(moment.words.split()) for moment in block.moments)
        case _:
            return 0


def _said(blocks: Iterable[text.Block]) -> str:
    """All that is told in words, for a pull quote to be found in."""
    told = []
    for block in text.walk(blocks):
        if isinstance(block, text.Paragraphs):
            told.append(richtext.plain(block.html))
        elif isinstance(block, text.Statement):
            told.append(block.words)
    return "\n".join(told)


def _paths(homes: Homes) -> dict[str, str]:
    found = reads.address.many(f"article:{article}" for article in homes.values())
    return {story: path for story, path in zip(homes, found, strict=True) if path is not None}


def _dateline(place: str, voice: Voice) -> str:
    if not place:
        return ""
    return f'<span class="dateline">{escape(voice.format.forms.dateline.format(place=place))}</span>'
