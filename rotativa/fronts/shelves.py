"""The plain pages that readers of an edition have."""

from collections.abc import Mapping

from rotativa.fronts.models.pages import PageState, PageText
from rotativa.kit.things import Thing, identity_of, kind_of
from rotativa.kit.trace import Shelf


def _load(editions: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    rows = PageText.objects.filter(edition__code__in=editions, state=PageState.OUT).order_by("page")
    members: dict[str, tuple[str, ...]] = {}
    for edition, page in rows.values_list("edition__code", "page_id"):
        members[edition] = (*members.get(edition, ()), str(page))
    return members


def _holding(things: tuple[Thing, ...]) -> Mapping[Thing, tuple[str, ...]]:
    pages = {int(identity_of(thing)): thing for thing in things if kind_of(thing) == "page"}
    if not pages:
        return {}
    rows = PageText.objects.filter(page__in=list(pages), state=PageState.OUT).order_by("edition")
    held: dict[Thing, tuple[str, ...]] = {}
    for page, edition in rows.values_list("page_id", "edition__code"):
        held[pages[page]] = (*held.get(pages[page], ()), edition)
    return held


all_pages = Shelf("pages.all", load=_load, holding=_holding, kinds=frozenset({"page"}))
"""Those of an edition (``es``): identities, in the order in which the newsroom began them."""
