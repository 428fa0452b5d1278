from django.utils.translation import gettext as _

from rotativa.daybook.writing import transaction
from rotativa.kit.actor import Actor
from rotativa.staff.models import User
from rotativa.stories import facts, rows
from rotativa.stories.errors import Impossible
from rotativa.stories.hand import afresh, in_hand
from rotativa.stories.models import ArticlePage


def hand_to(actor: Actor, article: ArticlePage | int, heir: User) -> ArticlePage:
    """Gives the work on an article to a colleague, as if they had begun it. Readers see nothing of it.

    Raises ``Impossible`` where the colleague does not write in its edition, or has it already.
    """
    with transaction(actor):
        held = in_hand(actor, "article.hand", article)
        if not heir.may("article.write", held.edition_id):
            said = _("%(name)s does not write in %(language)s.")
            raise Impossible(said % {"name": heir.actor_name, "language": held.edition.language})
        if held.owner_id == heir.pk:
            raise Impossible(_("%(name)s has it already.") % {"name": heir.actor_name})
        ArticlePage.objects.filter(pk=held.pk).update(owner=heir)
        handed = afresh(held)
        rows.keep(handed)
        facts.note("article.handed", handed, to=heir.actor_name)
    return handed
