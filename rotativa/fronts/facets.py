"""The composition of a front, plain pages and the navigation, as printed pages see them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Exists, OuterRef

from rotativa.fronts.composition import Composition, from_json
from rotativa.fronts.models import MACHINE_TYPES, POLICIES, Front, NavigationVersion, PageSnapshot, PageState, PageText
from rotativa.fronts.names import PAGES
from rotativa.fronts.planning import navigation_from_json
from rotativa.fronts.values import Navigation, PageCard, PublishedPage
from rotativa.kit.trace import Facet
from rotativa.stories.freezing import passage_from_json
from rotativa.topics.facets import kinds, sections, topics


def _compositions(codes: tuple[str, ...]) -> Mapping[str, Composition]:
    rows = Front.objects.filter(edition_id__in=codes, public__isnull=False).select_related("public")
    return {row.edition_id: from_json(row.public.composition) for row in rows if row.public is not None}


composition: Facet[Composition] = Facet(
    "front.composition",
    _compositions,
    rows={"fronts.Front": "edition_id", "fronts.PublishedFront": "edition_id"},
)
"""What is published for the front of an edition (``es``); None where nobody has published one.

Places that have ended stand in it: who arranges a front leaves them out, and says which of those that it shows ends
next. That a place ends at which this edition has nothing to show changes no page."""


def _out(identities: tuple[str, ...]) -> Iterator[tuple[str, PageText]]:
    found = PAGES.find(identities).items()
    return ((identity, row) for identity, row in found if row.state == PageState.OUT)


def _cards(identities: tuple[str, ...]) -> Mapping[str, PageCard]:
    return {identity: PageCard(identity, row.name) for identity, row in _out(identities)}


def _policies(identities: tuple[str, ...]) -> Mapping[str, str]:
    return {identity: POLICIES[row.page.kind] for identity, row in _out(identities) if row.page.kind in POLICIES}


def _full(identities: tuple[str, ...]) -> Mapping[str, PublishedPage]:
    rows = tuple(_out(identities))
    snapshots = {
        (each.page_id, each.edition_id, each.number): each
        for each in PageSnapshot.objects.filter(
            page__in={row.page_id for _identity, row in rows},
            edition__in={row.edition_id for _identity, row in rows},
            number__in={row.snapshot for _identity, row in rows},
        )
    }
    return {
        identity: _published(row, snapshots[row.page_id, row.edition_id, row.snapshot or 0]) for identity, row in rows
    }


def _published(row: PageText, snapshot: PageSnapshot) -> PublishedPage:
    return PublishedPage(
        identity=str(row.page_id),
        edition=row.edition_id,
        machine_type=MACHINE_TYPES.get(row.page.kind, "WebPage"),
        text=passage_from_json(snapshot.text),
        changed=snapshot.published_at,
    )


def _navigations(editions: tuple[str, ...]) -> Mapping[str, Navigation]:
    newer = NavigationVersion.objects.filter(edition=OuterRef("edition"), number__gt=OuterRef("number"))
    rows = NavigationVersion.objects.filter(~Exists(newer), edition__code__in=editions)
    return {row.edition_id: navigation_from_json(row.plan) for row in rows}


page_card = Facet[PageCard]("page.card", _cards, rows={"fronts.PageText": "page_id", "fronts.PlainPage": "id"})
"""What links to a plain page call it; identity ``5@es``. None where it is not out in that edition."""

page_full = Facet[PublishedPage](
    "page.full",
    _full,
    rows={"fronts.PageText": "page_id", "fronts.PlainPage": "id", "fronts.PageSnapshot": "page_id"},
)
"""A plain page as readers get it; identity ``5@es``. None where it is not out in that edition."""

page_policy = Facet[str]("page.policy", _policies, rows={"fronts.PageText": "page_id", "fronts.PlainPage": "id"})
"""What a plain page is to the newsroom by schema.org (``correctionsPolicy``); identity ``5@es``. None for most."""

navigation = Facet[Navigation]("navigation.plan", _navigations, rows={"fronts.NavigationVersion": "edition_id"})
"""What the bar and the foot of an edition lead to, by its code. None where nobody has published one."""

cards: Mapping[str, Facet[Any]] = {"section": sections, "kind": kinds, "topic": topics, "page": page_card}
"""By what an entry of a navigation names (``planning.NAMED``): what says how that is called in an edition."""
