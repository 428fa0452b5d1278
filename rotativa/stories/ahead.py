"""What is scheduled and not due yet: which gates would hold it if its moment were now, and what it would leave behind.

To ask loads each version, so it is asked for a few, the next to go out, and remembered for some seconds.
"""

from collections.abc import Mapping, Sequence

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Revision

from rotativa.stories import answering, rules
from rotativa.stories.extracting import text_of
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage, ArticleRow
from rotativa.stories.rules import Gate
from rotativa.stories.scheduling import belated, gates_of_schedules

MOST = 8
"""So many are looked at: as many as the desk's home shows."""
_KEPT_FOR = 10  # seconds; what is said of a gate may be so old


def gates_ahead() -> Mapping[int, tuple[Gate, ...]]:
    """The next articles to go out, by number, and why each would not; an article that may go out has an empty tuple."""
    key = f"stories-gates-ahead-{get_language()}"
    known: dict[int, tuple[Gate, ...]] | None = cache.get(key)
    if known is None:
        known = _look()
        cache.set(key, known, _KEPT_FOR)
    return known


def edited_ahead() -> frozenset[int]:
    """Those of the next articles to go out, by number, whose draft has another text than the version that goes out."""
    known: frozenset[int] | None = cache.get_or_set("stories-edited-ahead", _edited, _KEPT_FOR)
    return known or frozenset()


def headlines_ahead(articles: Sequence[int]) -> Mapping[int, str]:
    """What those of these articles that are scheduled are called in the version that goes out, by number: the draft may
    have got another headline since. One query, which loads no version."""
    found = _dated(articles).values_list("object_id", "content__title")
    return {int(of): str(headline) for of, headline in found if headline} if articles else {}


def next_out() -> tuple[ArticleRow, ...]:
    """The rows of the next articles to go out, those that are due and did not first."""
    rows = ArticleRow.objects.filter(scheduled_at__isnull=False).select_related("story")
    return tuple(rows.order_by("scheduled_at", "article")[:MOST])


def _look() -> dict[int, tuple[Gate, ...]]:
    rows = next_out()
    articles = [row.article_id for row in rows]
    found = {int(revision.object_id): revision for revision in _dated(articles)}
    unanswered = gates_of_schedules({row.article_id: row.edition_id for row in rows})
    late = belated(articles, timezone.now())
    gates: dict[int, tuple[Gate, ...]] = {
        pk: (*([unanswered[pk]] if pk in unanswered else []), *rules.open_gates(found[pk].as_object()))
        for pk in articles
        if pk in found
    }
    return gates | {pk: (answering.belated(),) for pk in late if gates.get(pk) == ()}


def _edited() -> frozenset[int]:
    articles = [row.article_id for row in next_out()]
    numbers = {int(of): number for of, number in _dated(articles).values_list("object_id", "pk")}
    drafts = ArticlePage.objects.filter(pk__in=numbers).select_related("latest_revision")
    saved_since = {draft.pk: draft for draft in drafts if draft.latest_revision_id != numbers[draft.pk]}
    versions = _dated(list(saved_since)) if saved_since else ()
    return frozenset(
        pk
        for pk, version in ((int(version.object_id), version) for version in versions)
        # A save that changes nothing is a version of its own, too.
        if text_of(version.as_object()) != text_of(draft_of(saved_since[pk]))
    )


def _dated(articles: Sequence[int]) -> QuerySet[Revision, Revision]:
    """The versions of these articles that are scheduled."""
    found: QuerySet[Revision, Revision] = Revision.page_revisions.filter(
        approved_go_live_at__isnull=False, object_id__in=[str(pk) for pk in articles]
    )
    return found
