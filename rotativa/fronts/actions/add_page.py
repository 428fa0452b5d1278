from rotativa.daybook.writing import note, transaction
from rotativa.fronts.models.pages import PageKind, PlainPage
from rotativa.kit.actor import Actor, require


def add_page(actor: Actor, kind: str = PageKind.OTHER) -> PlainPage:
    """Begins a plain page. It is written where ``name_page`` names it, and readers get it by ``publish_page``."""
    require(actor, "page.write")
    with transaction(actor):
        page = PlainPage(kind=kind)
        page.full_clean()
        page.save()
        note("page.added", [page.thing])
    return page
