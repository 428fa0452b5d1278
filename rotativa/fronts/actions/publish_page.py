from rotativa.daybook.writing import note, transaction
from rotativa.fronts.models.pages import PageState, PageText, PlainPage
from rotativa.fronts.names import PAGES
from rotativa.fronts.texts import draft_of_page, freeze, gates_of, locked, pictures_of, public_page, seen as seen_as
from rotativa.kit.actor import Actor, require
from rotativa.pictures.uses import hold
from rotativa.stories.errors import NotReady, TextOvertaken

_VERBS = {
    PageState.DRAFT: "page.published",
    PageState.OUT: "page.updated",
    PageState.WITHDRAWN: "page.republished",
}


def publish_page(actor: Actor, page: PlainPage, edition: str, *, seen: str = "") -> PageText:
    """Gives readers the draft of a plain page. Where they have it already, there is no fact.

    Raises ``NotReady`` with the gates that are open; ``Overtaken`` where the draft is not the one that the actor saw;
    ``ValidationError`` for the field ``slug`` where its address was given to something else.
    """
    require(actor, "page.publish", edition)
    with transaction(actor):
        row = locked(page.pk, edition)
        text = draft_of_page(row)
        if seen and seen_as(text) != seen:
            raise TextOvertaken(row.saved_by)
        hold(pictures_of(text))
        gates = gates_of(text, edition)
        if gates:
            raise NotReady(gates)
        if public_page(row) == text:
            return row
        verb = _VERBS[PageState(row.state)]
        freeze(row, text)
        row.state = PageState.OUT
        row.save(update_fields=["state", "snapshot"])
        details = {"name": row.name, "path": PAGES.place(row), "snapshot": row.snapshot}
        note(verb, [page.thing], edition=edition, details=details)
    return row
