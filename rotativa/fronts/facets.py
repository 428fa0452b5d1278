"""The composition of a front as the printed page sees it."""

from collections.abc import Mapping
from datetime import datetime

from rotativa.fronts.composition import Composition, from_json
from rotativa.fronts.models import Front
from rotativa.kit import trace
from rotativa.kit.trace import Facet


def _compositions(codes: tuple[str, ...]) -> Mapping[str, Composition]:
    rows = Front.objects.filter(edition_id__in=codes, public__isnull=False).select_related("public")
    return {
        row.edition_id: from_json(row.public.composition).at(trace.moment()) for row in rows if row.public is not None
    }


def _until(composition: Composition | None, now: datetime) -> datetime | None:
    return None if composition is None else composition.next_end(now)


composition: Facet[Composition] = Facet(
    "front.composition",
    _compositions,
    rows={"fronts.Front": "edition_id", "fronts.PublishedFront": "edition_id"},
    until=_until,
)
"""What is published for the front of an edition (``es``), without the places that have ended; None where nobody has
published one."""
