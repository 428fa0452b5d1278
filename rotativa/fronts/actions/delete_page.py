from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.fronts.models.pages import PageSnapshot, PageText, PlainPage
from rotativa.fronts.texts import hold_page, seen_of_all
from rotativa.kit.actor import Actor, require
from rotativa.stories.errors import Impossible, TextOvertaken


def delete_page(actor: Actor, page: PlainPage, *, seen: str = "") -> None:
    """Deletes a plain page that readers never had, in all editions. What was once public is withdrawn instead.

    Raises ``Overtaken`` where something else is written than the actor saw (``texts.seen_of_all``), in any edition:
    nobody can bring it back. Raises ``Impossible`` where readers had it, and where it is gone.
    """
    require(actor, "page.write")
    with transaction(actor):
        # From here on nobody names it in another edition: all that is written of it is among these texts.
        hold_page(page.pk)
        texts = list(PageText.objects.select_for_update(no_key=True).filter(page=page).order_by("pk"))
        for text in texts:
            require(actor, "page.write", text.edition_id)
        if PageSnapshot.objects.filter(page=page).exists():
            raise Impossible(_("Readers had this page. It cannot be deleted, only withdrawn."))
        if seen and seen_of_all(texts) != seen:
            raise TextOvertaken(max(texts, key=lambda text: text.saved_at).saved_by if texts else "")
        name, thing = str(page), page.thing
        page.delete()
        note("page.deleted", [thing], details={"name": name})
