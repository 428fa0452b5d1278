from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction

from rotativa.daybook.writing import transaction
from rotativa.kit.actor import Actor
from rotativa.stories.actions.tell_of_withdrawal import tell_of_withdrawal
from rotativa.stories.errors import Impossible
from rotativa.stories.hand import afresh, end_schedule, in_hand, require_standing, user_of
from rotativa.stories.models import ArticlePage
from rotativa.stories.publication import reason_for
from rotativa.stories.wagtail_bridge import heard, on_unpublished


def withdraw(
    actor: Actor, article: ArticlePage | int, *, reason: str = "", stands: str = "", tells: bool = False
) -> ArticlePage:
    """Takes an article back from readers: its addresses answer 410, and nothing is deleted. A schedule ends.

    They say which article stood there, and when, only where the actor ``tells`` them to: a headline may endanger.
    Raises ``Impossible`` unless it is out, and where a new version went out since the actor looked
    (``hand.standing_of``).
    """
    with transaction(actor):
        held = in_hand(actor, "article.withdraw", article)
        if not held.live:
            raise Impossible(_("It is not out, so it cannot be withdrawn."))
        require_standing(held, stands)
        end_schedule(held)
        with heard(on_unpublished, held), reason_for(reason):
            UnpublishPageAction(held, user=user_of(actor)).execute(skip_permission_checks=True)
        if tells:
            tell_of_withdrawal(actor, held, tells=True)
    return afresh(held)
