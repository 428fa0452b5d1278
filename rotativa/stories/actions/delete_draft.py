from rotativa.daybook.writing import transaction
from rotativa.kit.actor import Actor
from rotativa.stories.errors import WasPublic
from rotativa.stories.hand import in_hand
from rotativa.stories.models import ArticlePage
from rotativa.stories.wagtail_bridge import heard, on_deleting


def delete_draft(actor: Actor, article: ArticlePage | int) -> None:
    """Deletes an article that was never public, and its story with the last one. Raises ``WasPublic``."""
    with transaction(actor):
        held = in_hand(actor, "article.write", article)
        if held.first_out is not None:
            raise WasPublic(held.title)
        with heard(on_deleting, held):
            held.delete()
