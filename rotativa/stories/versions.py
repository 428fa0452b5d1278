"""Versions that may still go out, drafts and what is scheduled, looked through for what they hold."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import Q
from wagtail.models import Revision

from rotativa.stories import raw
from rotativa.stories.models import ArticlePage, ArticleRow


def drafts_with(holds: Callable[[Mapping[str, Any]], bool]) -> Iterator[str]:
    """The headlines of drafts and schedules of which this holds; Wagtail's own index knows those of what is not out."""
    waiting = ArticleRow.objects.filter(Q(edited=True) | Q(scheduled_at__isnull=False))
    articles = ArticlePage.objects.filter(pk__in=waiting.values("article"))
    latest = Q(pk__in=articles.values("latest_revision"))
    due = Q(pk__in=_scheduled().values("pk"))
    return (title for _article, title in _looked_through(Revision.page_revisions.filter(latest | due), holds))


def scheduled_with(holds: Callable[[Mapping[str, Any]], bool]) -> Iterator[tuple[int, str]]:
    """The same of what is scheduled alone, each article with its headline: there are few, whatever there is."""
    return _looked_through(_scheduled(), holds)


def editions_planning(holds: Callable[[Mapping[str, Any]], bool]) -> Iterator[str]:
    """The editions in which a version is scheduled that holds it."""
    articles = [article for article, _headline in scheduled_with(holds)]
    yield from map(str, ArticlePage.objects.filter(pk__in=articles).values_list("edition_id", flat=True))


def _scheduled() -> Any:
    return Revision.page_revisions.filter(approved_go_live_at__isnull=False)


def _looked_through(versions: Any, holds: Callable[[Mapping[str, Any]], bool]) -> Iterator[tuple[int, str]]:
    for article, content in versions.values_list("object_id", "content").iterator(50):
        if holds(content):
            yield int(article), str(content.get("title", ""))


def body_of_draft(content: Mapping[str, Any]) -> list[raw.Raw]:
    """The body in a version, as Wagtail keeps it."""
    body = content.get("body") or "[]"
    return list(json.loads(body) if isinstance(body, str) else body)
