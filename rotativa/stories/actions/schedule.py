from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from rotativa.daybook.writing import transaction
from rotativa.kit.actor import Actor
from rotativa.stories.errors import Impossible
from rotativa.stories.hand import afresh, draft_of, in_hand, require_standing, require_version, user_of
from rotativa.stories.models import ArticlePage
from rotativa.stories.wagtail_bridge import heard, on_revision_saved


def schedule(
    actor: Actor,
    article: ArticlePage | int,
    at: datetime,
    *,
    revision: int | None = None,
    seen: str = "",
    stands: str = "",
) -> ArticlePage:
    """Lets the latest draft go out by itself at that moment, as it is now; later saves change nothing in it.

    Raises ``Impossible`` for a moment that has passed, and as ``publish`` does where the actor saw another version or
    another standing; ``NotReady`` with the open gates, which are asked again then.
    """
    if timezone.is_naive(at):
        raise TypeError("a schedule needs a moment with a time zone")
    if at <= timezone.now():
        raise Impossible(_("That moment has passed. Choose one in the future, or send it out now."))
    with transaction(actor):
        held = in_hand(actor, "article.schedule", article)
        require_standing(held, stands)
        require_version(held, revision, seen)
        draft = draft_of(held)
        draft.go_live_at = at
        # A version of its own, which no autosave writes on.
        scheduled = draft.save_revision(
            user=user_of(actor), clean=False, changed=held.has_unpublished_changes or not held.live
        )
        with heard(on_revision_saved, held):
            scheduled.publish(user=user_of(actor), skip_permission_checks=True)
    return afresh(held)
