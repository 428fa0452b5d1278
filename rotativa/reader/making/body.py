"""The body of an article: from frozen blocks to the pieces of the page."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from rotativa.kit.languages import direction, name_in
from rotativa.reader import reads
from rotativa.reader.making import cards, pictures, richtext
from rotativa.reader.making.voice import Voice
from rotativa.reader.pages.article import Figure, Original, Piece, Prose, Reading, Statement, Subhead
from rotativa.reader.pages.pictures import View
from rotativa.stories import text

Homes = Mapping[str, str]
"""For each story, the article that it has in this edition."""


def pieces(article: text.ArticleText, voice: Voice) -> tuple[Piece, ...]:
    """The pieces that this edition can show: a READ link or a picture that leads to nothing is left out."""
    homes = homes_of(stories_in(article), voice)
    paths = _paths(homes)
    opening = _dateline(article.dateline, voice)
    made: list[Piece] = []
    for block in article.body:
        if isinstance(block, text.Paragraphs):
            made.append(Prose(block.id, richtext.resolve(block.html, paths, opening)))
            opening = ""
        else:
            made.extend(_piece(block, voice, homes))
    return tuple(made)


def stories_in(article: text.ArticleText) -> tuple[str, ...]:
    """The other stories that an article leads to."""
    found: list[str] = []
    for block in article.body:
        if isinstance(block, text.Read):
            found.append(block.story)
        elif isinstance(block, text.Paragraphs):
            found.extend(richtext.stories_in(block.html))
    return tuple(dict.fromkeys(found))


def pictures_in(article: text.ArticleText) -> tuple[str, ...]:
    """The pictures that an article uses."""
    lead = [article.lead.picture] if article.lead is not None else []
    return (*lead, *(block.picture for block in article.body if isinstance(block, text.Picture)))


def homes_of(stories: Iterable[str], voice: Voice) -> Homes:
    """The public article of each story in this edition; stories without one are left out."""
    listed = tuple(stories)
    shelves = reads.story_in.many(f"{story}@{voice.code}" for story in listed)
    return {story: members[0] for story, members in zip(listed, shelves, strict=True) if members}


def minutes(article: text.ArticleText, voice: Voice) -> int:
    """How long the text takes to read, at least one minute."""
    words = len(article.standfirst.split())
    for block in article.body:
        if isinstance(block, text.Paragraphs):
            words += richtext.words_in(block.html)
        elif isinstance(block, text.Statement | text.Subhead):
            words += len(block.words.split())
    return max(1, round(words / voice.format.forms.words_a_minute))


def view_of(use: text.Picture | None, voice: Voice) -> View | None:
    """A use of a picture: with the caption of this use, and its own alt text where it has one."""
    return None if use is None else pictures.view(use.picture, voice, use.caption, use.alt or None)


def _piece(block: text.Block, voice: Voice, homes: Homes) -> Iterator[Piece]:
    if isinstance(block, text.Subhead):
        yield Subhead(block.id, block.words)
    elif isinstance(block, text.Picture):
        view = view_of(block, voice)
        if view is not None:
            yield Figure(block.id, view)
    elif isinstance(block, text.Statement):
        yield _statement(block, voice)
    elif isinstance(block, text.Read) and block.story in homes:
        for card in cards.cards([homes[block.story]], voice):
            yield Reading(block.id, card)


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
    if not block.original_words or not tag or tag.partition("-")[0] == voice.code.partition("-")[0]:
        return None
    return Original(block.original_words, tag, name_in(tag, voice.code), direction(tag))


def _paths(homes: Homes) -> dict[str, str]:
    found = reads.address.many(f"article:{article}" for article in homes.values())
    return {story: path for story, path in zip(homes, found, strict=True) if path is not None}


def _dateline(place: str, voice: Voice) -> str:
    if not place:
        return ""
    return f'<span class="dateline">{escape(voice.format.forms.dateline.format(place=place))}</span>'
