"""The facts of articles: each names the article and its story, and keeps the headline of that moment."""

from typing import Any

from rotativa.daybook import writing
from rotativa.stories.extracting import one_line
from rotativa.stories.models.article import ArticlePage

UNSEEN = (
    "article.saved",
    "article.submitted",
    "article.read",
    "article.given-back",
    "article.reading-ended",
    "article.scheduled",
    "article.unscheduled",
    "article.held",
    "article.shared",
    "article.unshared",
    "article.handed",
)
"""What is done to an article at the desk, and no page shows."""


def note(verb: str, article: ArticlePage, *, headline: str | None = None, **details: Any) -> None:
    """Notes what was done to an article; without a headline, the one it is called by at the desk: its draft's.

    Facts are never written again, so what an article is called later does not change what was done to it.
    """
    draft = article.latest_revision.content if article.latest_revision_id else {}
    called = draft.get("title", article.title) if headline is None else headline
    things = [article.thing, article.story_thing]
    writing.note(verb, things, edition=article.edition_id, details={"headline": one_line(called), **details})
