"""Plain pages, as the desk lists them."""

from collections.abc import Mapping
from dataclasses import dataclass

from rotativa.editions.naming import AddressedName
from rotativa.fronts.models import PageKind, PageState, PageText, PlainPage


@dataclass(frozen=True)
class Place:
    """A plain page in one edition."""

    title: str
    state: str  # "draft", "out", "withdrawn"

    @property
    def word(self) -> str:
        """The state in words."""
        return str(PageState(self.state).label)


@dataclass(frozen=True)
class PageLine:
    """A plain page, with what it is in each edition; none where nothing is written."""

    page: int
    kind: str
    title: str
    language: str  # of the title
    places: Mapping[str, Place]


def lines() -> list[PageLine]:
    """All plain pages, in the order in which they were begun. Two queries: a newsroom has a dozen."""
    places: dict[int, dict[str, Place]] = {}
    rows = PageText.objects.order_by("edition__order").values_list("page", "edition", "name", "state")
    for page, edition, name, state in rows:
        places.setdefault(page, {})[str(edition)] = Place(name, state)
    return [
        PageLine(pk, str(PageKind(kind).label), *_first(places.get(pk, {})), places.get(pk, {}))
        for pk, kind in PlainPage.objects.order_by("pk").values_list("pk", "kind")
    ]


def path_of(row: AddressedName) -> str:
    """Where a page stands in its edition, or will."""
    return f"/{row.edition.prefix}/{row.slug}/"


def _first(places: Mapping[str, Place]) -> tuple[str, str]:
    return next(((place.title, edition) for edition, place in places.items()), ("", ""))
