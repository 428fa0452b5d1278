from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.fronts.models.pages import PageSnapshot, PageText, PlainPage
from rotativa.kit.actor import Actor, require
from rotativa.stories.errors import Impossible


def delete_page(actor: Actor, page: PlainPage) -> None:
    """Deletes a plain page that readers never had, in all editions. What was once public is withdrawn instead."""
    require(actor, "page.write")
    with transaction(actor):
        texts = list(PageText.objects.select_for_update(no_key=True).filter(page=page).order_by("pk"))
        for text in texts:
            require(actor, "page.write", text.edition_id)
        if PageSnapshot.objects.filter(page=page).exists():
            raise Impossible(_("Readers had this page. It cannot be deleted, only withdrawn."))
        name, thing = str(page), page.thing
        page.delete()
        note("page.deleted", [thing], details={"name": name})
