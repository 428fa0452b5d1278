"""What is scheduled and not due yet: which gates would hold it if its moment were now.

To ask loads each version, so it is asked for a few, the next to go out, and remembered for some seconds.
"""

from collections.abc import Mapping

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Revision

from rotativa.stories import answering, rules
from rotativa.stories.models import ArticleRow
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


def next_out() -> tuple[ArticleRow, ...]:
    """The rows of the next articles to go out, those that are due and did not first."""
    rows = ArticleRow.objects.filter(scheduled_at__isnull=False).select_related("story")
    return tuple(rows.order_by("scheduled_at", "article")[:MOST])


def _look() -> dict[int, tuple[Gate, ...]]:
    rows = next_out()
    articles = [row.article_id for row in rows]
    dated = Revision.page_revisions.filter(
        approved_go_live_at__isnull=False, object_id__in=[str(pk) for pk in articles]
    )
    found = {int(revision.object_id): revision for revision in dated}
    unanswered = gates_of_schedules({row.article_id: row.edition_id for row in rows})
    late = belated(articles, timezone.now())
    gates: dict[int, tuple[Gate, ...]] = {
        pk: (*([unanswered[pk]] if pk in unanswered else []), *rules.open_gates(found[pk].as_object()))
        for pk in articles
        if pk in found
    }
    return gates | {pk: (answering.belated(),) for pk in late if gates.get(pk) == ()}
