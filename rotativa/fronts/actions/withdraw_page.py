from django.utils.translation import gettext as _

from rotativa.addresses import giving
from rotativa.daybook.writing import note, transaction
from rotativa.fronts.models.pages import PageState, PageText, PlainPage
from rotativa.fronts.texts import locked, require_standing
from rotativa.kit.actor import Actor, require
from rotativa.kit.things import thing
from rotativa.stories.errors import Impossible


def withdraw_page(actor: Actor, page: PlainPage, edition: str, *, reason: str = "", stands: str = "") -> PageText:
    """Takes a plain page away from the readers of an edition: its addresses answer 410, and what led there is gone.

    The draft stays, and can be published again. ``reason`` is for the newsroom. Raises ``Impossible`` unless it is out,
    and where a new version went out since the actor looked (``texts.standing_of``).
    """
    require(actor, "page.publish", edition)
    with transaction(actor):
        row = locked(page.pk, edition)
        if row.state != PageState.OUT:
            raise Impossible(_("Readers of this edition do not have this page."))
        require_standing(row, stands)
        giving.withdraw(thing("page", page.pk, edition))
        row.state = PageState.WITHDRAWN
        row.save(update_fields=["state"])
        note("page.withdrawn", [page.thing], edition=edition, details={"name": row.name, "reason": reason})
    return row
