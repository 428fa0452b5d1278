from rotativa.daybook.writing import note, transaction
from rotativa.fronts.models.pages import PageState, PageText, PlainPage
from rotativa.fronts.texts import hold_page
from rotativa.kit.actor import Actor, require


def change_page_kind(actor: Actor, page: PlainPage, kind: str) -> PlainPage:
    """Says that a plain page is about something else, in all editions: machines that read it are told so at once.

    Its titles, texts and addresses stay, so no gate is asked; readers have another page, so the right to publish it is,
    in each edition in which they have it. Where it is about that already, there is no fact.
    """
    require(actor, "page.write")
    with transaction(actor):
        held = hold_page(page.pk)
        # Held as who publishes them holds them: one that goes out meanwhile is judged as public.
        texts = list(PageText.objects.select_for_update(no_key=True).filter(page=page).order_by("pk"))
        for text in texts:
            require(actor, "page.publish" if text.state == PageState.OUT else "page.write", text.edition_id)
        if held.kind != kind:
            held.kind = kind
            held.full_clean()
            held.save(update_fields=["kind"])
            note("page.changed", [held.thing], details={"name": str(held), "kind": kind})
    return held
