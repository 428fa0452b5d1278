from django.utils.translation import gettext as _

from rotativa.daybook.writing import transaction
from rotativa.kit.actor import Actor
from rotativa.stories.errors import Impossible
from rotativa.stories.hand import in_hand, user_of
from rotativa.stories.models import ArticlePage
from rotativa.stories.reading import end_given_back, the_workflow
from rotativa.stories.wagtail_bridge import heard, on_asked


def submit(actor: Actor, article: ArticlePage | int) -> ArticlePage:
    """Asks another editor to read the latest draft. It may be incomplete, and nothing goes out by being read."""
    with transaction(actor):
        held = in_hand(actor, "article.submit", article)
        if held.workflow_in_progress:
            raise Impossible(_("Somebody is asked to read it already."))
        end_given_back(held)
        with heard(on_asked, held):
            the_workflow().start(held, user_of(actor))
    return held
