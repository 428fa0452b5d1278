"""From an article in hand, draft or published, to its frozen text."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rotativa.stories.bodies import body_of, identity, one_line
from rotativa.stories.text import ArticleText, Picture

if TYPE_CHECKING:
    from rotativa.stories.models import ArticlePage

__all__ = ["one_line", "text_of"]


def text_of(article: "ArticlePage") -> ArticleText:
    """The text of this article object: of the row where it was loaded, of a draft where it comes from a revision."""
    people = [(line.role, str(line.author_id)) for line in article.bylines.all()]
    return ArticleText(
        headline=one_line(article.title),
        standfirst=one_line(article.standfirst),
        kicker=one_line(article.kicker),
        section=identity(article.section_id),
        kind=identity(article.kind_id),
        topics=_each_once(str(line.topic_id) for line in article.topics.all()),
        authors=_each_once(person for role, person in people if role == "author"),
        translators=_each_once(person for role, person in people if role == "translator"),
        reviewers=_each_once(person for role, person in people if role == "reviewer"),
        dateline=one_line(article.dateline),
        lead=_lead(article),
        body=body_of(list(article.body.raw_data), lambda: ZoneInfo(article.edition.zone)),
        related=_each_once(str(block["value"]) for block in article.related.raw_data if block["value"]),
    )


def _lead(article: "ArticlePage") -> Picture | None:
    if not article.picture_id:
        return None
    caption, alt = one_line(article.picture_caption), one_line(article.picture_alt)
    return Picture("lead", str(article.picture_id), caption, alt)


def _each_once(identities: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(identities))
