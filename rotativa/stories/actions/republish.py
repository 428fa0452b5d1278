from django.utils.translation import gettext as _

from rotativa.daybook.writing import transaction
from rotativa.kit.actor import Actor, require
from rotativa.stories.actions.publish import publish
from rotativa.stories.errors import Impossible
from rotativa.stories.hand import in_hand
from rotativa.stories.models import ArticlePage


def republish(actor: Actor, article: ArticlePage | int) -> ArticlePage:
    """Sends a withdrawn article out again, where it was. Raises ``Impossible`` unless it is withdrawn."""
    with transaction(actor):
        held = in_hand(actor, "article.withdraw", article)
        require(actor, "article.publish", held.edition_id)
        if held.live or held.first_out is None:
            raise Impossible(_("It was not withdrawn."))
        return publish(actor, held)
