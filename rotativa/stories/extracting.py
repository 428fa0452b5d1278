"""From an article in hand, draft or published, to its frozen text.

Works on the raw JSON of the body (no template, no block objects), so that a save costs little for it. At most one query
more than what the article's own rows cost: the stories behind links inside the text.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from rotativa.stories import richtext
from rotativa.stories.models.rows import ArticleRow
from rotativa.stories.text import ArticleText, Block, Paragraphs, Picture, Read, Statement, Subhead

if TYPE_CHECKING:
    from rotativa.stories.models import ArticlePage

Raw = Mapping[str, Any]  # one block as the StreamField keeps it: type, value, id


def text_of(article: "ArticlePage") -> ArticleText:
    """The text of this article object: of the row where it was loaded, of a draft where it comes from a revision."""
    people = [(line.role, str(line.author_id)) for line in article.bylines.all()]
    return ArticleText(
        headline=one_line(article.title),
        standfirst=one_line(article.standfirst),
        kicker=one_line(article.kicker),
        section=_identity(article.section_id),
        kind=_identity(article.kind_id),
        topics=_each_once(str(line.topic_id) for line in article.topics.all()),
        authors=_each_once(person for role, person in people if role == "author"),
        translators=_each_once(person for role, person in people if role == "translator"),
        reviewers=_each_once(person for role, person in people if role == "reviewer"),
        dateline=one_line(article.dateline),
        lead=_lead(article),
        body=_body(list(article.body.raw_data)),
    )


def one_line(words: str) -> str:
    """Words as one line: composed letters, single spaces, no control characters."""
    composed = unicodedata.normalize("NFC", words or "")
    # Zero-width joiners and direction marks (Cf) are part of how Persian and Arabic are written; controls (Cc) are not.
    return " ".join("".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in composed).split())


def _lead(article: "ArticlePage") -> Picture | None:
    if not article.picture_id:
        return None
    caption, alt = one_line(article.picture_caption), one_line(article.picture_alt)
    return Picture("lead", str(article.picture_id), caption, alt)


def _body(raw: list[Raw]) -> tuple[Block, ...]:
    stories = _linked_stories(raw)
    taken: set[str] = set()
    blocks = (
        _READERS[entry["type"]](str(entry.get("id") or number), entry["value"], stories, taken)
        for number, entry in enumerate(raw)
    )
    return tuple(block for block in blocks if block is not None)


def _linked_stories(raw: list[Raw]) -> Mapping[int, UUID]:
    ids = {
        article
        for entry in raw
        if entry["type"] == "text"
        for article in richtext.linked_articles(entry["value"] or "")
    }
    if not ids:
        return {}
    return dict(ArticleRow.objects.filter(article__in=ids).values_list("article_id", "story_id"))


def _text(block: str, value: Any, stories: Mapping[int, UUID], taken: set[str]) -> Block | None:
    html = richtext.tidy(value or "", block, stories, taken)
    return Paragraphs(block, html) if html else None


def _subhead(block: str, value: Any, stories: Mapping[int, UUID], taken: set[str]) -> Block | None:
    words = one_line(value)
    return Subhead(block, words) if words else None


def _picture(block: str, value: Any, stories: Mapping[int, UUID], taken: set[str]) -> Block | None:
    picture = _identity(value.get("picture"))
    return Picture(block, picture, one_line(value.get("caption")), one_line(value.get("alt"))) if picture else None


def _statement(block: str, value: Any, stories: Mapping[int, UUID], taken: set[str]) -> Block | None:
    words = one_line(value.get("words"))
    if not words:
        return None
    when = value.get("when")
    return Statement(
        id=block,
        words=words,
        speaker=one_line(value.get("speaker")),
        role=one_line(value.get("role")),
        to_whom=one_line(value.get("to_whom")),
        when=date.fromisoformat(when) if isinstance(when, str) and when else when or None,
        original_words=one_line(value.get("original_words")),
        original_language=one_line(value.get("original_language")),
    )


def _read(block: str, value: Any, stories: Mapping[int, UUID], taken: set[str]) -> Block | None:
    return Read(block, str(value)) if value else None


_READERS: Mapping[str, Callable[[str, Any, Mapping[int, UUID], set[str]], Block | None]] = {
    "text": _text,
    "subhead": _subhead,
    "picture": _picture,
    "statement": _statement,
    "read": _read,
}


def _identity(value: object) -> str:
    return "" if value is None else str(value)


def _each_once(identities: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(identities))
