from rotativa.daybook.writing import note, transaction
from rotativa.editions.naming import Given, Seen
from rotativa.fronts.models.pages import PageState, PageText, PlainPage
from rotativa.fronts.names import PAGES
from rotativa.fronts.texts import freeze, gates_of, hold_page, pictures_of, public_page
from rotativa.kit.actor import Actor, require
from rotativa.pictures.uses import hold
from rotativa.stories.errors import NotReady
from rotativa.stories.text import ContextText


def name_page(
    actor: Actor, page: PlainPage, edition: str, *, name: str, slug: str = "", seen: Seen | None = None
) -> PageText:
    """Gives a plain page its title in an edition, or another one, and the last part of its address.

    Where readers have the page they get the new title at once, and the old address leads to the new one; that needs
    the right to publish. Without a slug one is made from the first title, and kept from then on. Raises
    ``ValidationError``, by field; ``NotReady`` where readers have it and something keeps it from going out again;
    ``Overtaken`` where somebody else has changed the same since the actor saw it; ``Impossible`` where there is
    no such page any more.
    """
    require(actor, "page.write", edition)
    with transaction(actor):
        hold_page(page.pk)  # PostgreSQL would miss it on commit only, where nobody can be told
        given = PAGES.give(page, edition, slug=slug, seen=seen, name=name)
        row = given.row
        if given.changed and row.state == PageState.OUT:
            require(actor, "page.publish", edition)
            _tell_readers(given)
        if given.changed:
            row.saved_by = actor.actor_name
            row.save(update_fields=["saved_at", "saved_by"])
            verb = "page.named" if given.is_new else "page.renamed"
            note(verb, [page.thing], edition=edition, details=given.details)
    return row


def _tell_readers(given: Given[PageText]) -> None:
    """Another title is another text; another address is not."""
    text = public_page(given.row)
    if text is None or "name" not in given.changed:
        return
    renamed = ContextText(given.row.name, text.body, keeper="", checked=None)
    hold(pictures_of(renamed))
    gates = gates_of(renamed, given.row.edition_id)
    if gates:
        raise NotReady(gates)
    freeze(given.row, renamed)
    given.row.save(update_fields=["snapshot"])
