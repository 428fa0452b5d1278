"""The article page, from a frozen text: the same for print and for preview."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rotativa.reader import reads
from rotativa.reader.making import body, cards, data, frame, lists, pictures, related, sharing
from rotativa.reader.making.voice import Voice, all_voices
from rotativa.reader.pages.article import ArticlePage, Cell, Imprint
from rotativa.reader.pages.frame import Alternate, Head, Link, Preview, Shared, Stamp
from rotativa.reader.pages.pictures import View
from rotativa.reader.pages.pieces import Entry, Piece
from rotativa.reader.site import site
from rotativa.stories.text import ArticleText, PublishedArticle
from rotativa.topics.queries import KindCard


@dataclass(frozen=True)
class _Told:
    """What the page shows, and its head says, too."""

    section: Link | None
    lead: View | None
    image: Shared | None
    authors: tuple[Link, ...]
    translators: tuple[Link, ...]
    topics: tuple[Link, ...]
    published: Stamp
    updated: Stamp | None
    pieces: tuple[Piece, ...]
    entries: tuple[Entry, ...]


def article_page(article: PublishedArticle, voice: Voice, path: str, preview: Preview | None = None) -> ArticlePage:
    """The page of an article that stands at ``path`` (empty for a draft that has no address yet)."""
    text = article.text
    told = _told(article, voice, frames=preview is None)
    strip = _strip(article, path, voice)
    kind = reads.kind_card(f"{text.kind}@{voice.code}") if text.kind else None
    minutes = body.minutes(text, voice)
    never_out = preview is not None and article.snapshot == 0 and article.updated is None
    return ArticlePage(
        frame=frame.frame(voice, cards.section_here(text.section, voice), preview=preview),
        head=_draft_head(text, told, voice) if preview else _head(text, told, voice, path, strip),
        imprint=None if never_out else Imprint(voice.format.day(article.first_published), site().readable(path)),
        strip=strip,
        section=told.section,
        kind=cards.code_of(text.kind),
        kind_name=kind.name if kind is not None else "",
        kind_link=_kind_link(kind),
        is_over=cards.code_of(text.kind) == cards.LIVE and text.is_over(),
        kicker=text.kicker,
        headline=text.headline,
        standfirst=text.standfirst,
        lead=told.lead,
        authors=told.authors,
        translators=told.translators,
        reviewers=cards.author_links(text.reviewers, voice),
        place=text.dateline,
        published=None if never_out else told.published,
        day="" if preview else _day(path),
        updated=told.updated,
        minutes=minutes,
        minutes_words=voice.format.number(minutes),
        body=tuple(piece for piece in told.pieces if not isinstance(piece, Entry)),
        entries=told.entries,
        topics=told.topics,
        sharing=None if preview else sharing.ways(path, text.headline),
        related=related.cards_of(article, voice),
        more=next((topic for topic in told.topics if topic.path), None),
    )


def _told(article: PublishedArticle, voice: Voice, *, frames: bool) -> _Told:
    text = article.text
    lead = body.view_of(text.lead, voice)
    made = body.pieces(text.body, voice, text.dateline, frames=frames)
    updated = _updated(article)
    return _Told(
        section=cards.section_link(text.section, voice),
        lead=lead,
        image=pictures.shared(text.lead.picture, lead.alt) if text.lead is not None and lead is not None else None,
        authors=cards.author_links(text.authors, voice),
        translators=cards.author_links(text.translators, voice),
        topics=cards.topic_links(text.topics, voice),
        published=voice.format.moment(article.first_published),
        updated=voice.format.moment(updated) if updated is not None else None,
        pieces=made,
        entries=body.entries_of(made),
    )


def _updated(article: PublishedArticle) -> datetime | None:
    """When it was changed. What was told live before Rotativa had it was changed with its newest entry."""
    newest = article.text.newest_entry()
    if article.updated is None and newest is not None and newest[0] > article.first_published:
        return newest[0]
    return article.updated


def _draft_head(text: ArticleText, told: _Told, voice: Voice) -> Head:
    """Of what has no address yet: nothing that other sites would follow."""
    return Head(
        title=f"{text.headline} – {voice.masthead.name}",
        description=text.standfirst,
        canonical="",
        shared=told.image,
        published=told.published.iso,
        modified=told.updated.iso if told.updated is not None else "",
        preload=told.lead,
        frames=body.hosts_in(told.pieces),
    )


def _head(text: ArticleText, told: _Told, voice: Voice, path: str, strip: Iterable[Cell]) -> Head:
    address = site().absolute(path)
    described = data.article(
        voice,
        address=address,
        headline=text.headline,
        description=text.standfirst,
        published=told.published,
        updated=told.updated,
        authors=told.authors,
        translators=told.translators,
        section=told.section,
        topics=told.topics,
        image=told.image,
        entries=told.entries,
        is_live=cards.code_of(text.kind) == cards.LIVE,
        is_over=text.is_over(),
    )
    return replace(
        _draft_head(text, told, voice),
        canonical=address,
        alternates=_alternates(strip),
        shared=told.image or data.sign(voice.masthead.name),
        data=data.written(described, data.breadcrumbs(voice, _way(told.section, text.headline, path))),
    )


def warm(articles: Sequence[PublishedArticle]) -> None:
    """Loads what the pages of these articles ask for, of whatever editions, in few queries."""
    texts = [(article.text, article.edition) for article in articles]
    homes = lists.homes(list(dict.fromkeys(article.story for article in articles)))
    reads.address.many(dict.fromkeys(f"article:{identity}" for each in homes for identity in each.values()))
    background = reads.passage.many(dict.fromkeys(f"{one}@{code}" for text, code in texts for one in text.passages()))
    told = [(text.body, code) for text, code in texts]
    told += [(one.text.body, one.edition) for one in background if one is not None]
    linked = [f"{story}@{code}" for blocks, code in told for story in body.stories_in(blocks)]
    body.warm([*linked, *(f"{story}@{one.edition}" for one in articles for story in related.stories_of(one))])
    cards.warm_subjects("topic", (f"{topic}@{code}" for text, code in texts for topic in text.topics))
    cards.warm_subjects("author", (f"{author}@{code}" for text, code in texts for author in _named(text)))
    cards.warm_subjects("section", (f"{text.section}@{code}" for text, code in texts if text.section))
    kinds = dict.fromkeys(f"{text.kind}@{code}" for text, code in texts if text.kind)
    reads.kind_card.many(kinds)
    reads.kind_code.many(dict.fromkeys(text.kind for text, _code in texts if text.kind))
    reads.address.many(f"kind:{kind}" for kind in kinds)
    reads.document_card.many(dict.fromkeys(use.document for text, _code in texts for use in text.documents()))
    pictures.warm_told(f"{picture}@{code}" for text, code in texts for picture in body.pictures_in(text))


def _named(text: ArticleText) -> Iterable[str]:
    return (author for author in (*text.authors, *text.translators, *text.reviewers) if author)


def _strip(article: PublishedArticle, path: str, here: Voice) -> tuple[Cell, ...]:
    voices = all_voices()
    [public] = lists.homes([article.story])
    found = reads.address.many(f"article:{identity}" for identity in public.values())
    paths = {**dict(zip(public, found, strict=True)), here.code: path}
    return tuple(_cell(voice, here, paths.get(voice.code)) for voice in voices)


def _cell(voice: Voice, here: Voice, path: str | None) -> Cell:
    is_current = voice.code == here.code
    return Cell(
        name=voice.masthead.language,
        name_here=here.language(voice.code),
        language=voice.code,
        direction=voice.masthead.direction,
        path=path or voice.front,
        is_current=is_current,
        has_story=is_current or path is not None,
    )


def _alternates(strip: Iterable[Cell]) -> tuple[Alternate, ...]:
    return tuple(Alternate(cell.language, site().absolute(cell.path)) for cell in strip if cell.has_story)


def _kind_link(kind: KindCard | None) -> Link | None:
    return Link(kind.name, reads.address(f"kind:{kind.identity}") or "") if kind is not None else None


def _day(path: str) -> str:
    """The folder of an article's address is that of its day."""
    return f"{path.rstrip('/').rpartition('/')[0]}/" if path else ""


def _way(section: Link | None, headline: str, path: str) -> list[Link]:
    return [*([section] if section else []), Link(headline, path)]
