from django.utils.translation import gettext as _
from wagtail.models import Revision

from rotativa.daybook.writing import transaction
from rotativa.kit.actor import Actor
from rotativa.stories.errors import Impossible
from rotativa.stories.extracting import text_of
from rotativa.stories.freezing import from_json
from rotativa.stories.hand import afresh, end_schedule, in_hand, require_standing, undated, user_of
from rotativa.stories.heirs import in_text
from rotativa.stories.models import ArticlePage, Snapshot
from rotativa.stories.publication import reason_for, restoring
from rotativa.stories.wagtail_bridge import heard, on_published

_LOOKED_THROUGH = 300


def undo_publication(actor: Actor, article: ArticlePage | int, *, reason: str = "", stands: str = "") -> ArticlePage:
    """Gives readers the text of before again, as a new snapshot: nothing is taken out of the record.

    The draft stays as it is; a scheduled version goes out no more. Raises ``NotReady`` with the gates that are open
    today, ``Impossible`` where it is not out, or was not before, or where readers find it otherwise than when the actor
    looked (``hand.standing_of``).
    """
    with transaction(actor):
        held = in_hand(actor, "article.publish", article)
        if not held.live:
            raise Impossible(_("It is not out, so there is nothing to undo."))
        require_standing(held, stands)
        _last, before = last_two(held)
        if before is None:
            raise Impossible(_("Readers got no other version before this one. It can only be withdrawn."))
        revision = version_behind(before)
        end_schedule(held)
        with heard(on_published, held), restoring(before.number), reason_for(reason):
            undated(revision).publish(user=user_of(actor), skip_permission_checks=True)
    return afresh(held)


def last_two(article: ArticlePage) -> tuple[Snapshot | None, Snapshot | None]:
    """What readers got last, and what they got before."""
    found: list[Snapshot] = list(Snapshot.objects.filter(article=article.pk).order_by("-number")[:2])
    last, before = [*found, None, None][:2]
    return last, before


def version_behind(snapshot: Snapshot) -> Revision:
    """The version in Wagtail whose text a snapshot is. Raises ``Impossible`` where it is gone or is another by now."""
    text, rows = in_text(from_json(snapshot.text)), Revision.page_revisions.filter(object_id=str(snapshot.article_id))
    # Older snapshots do not name theirs: it is the newest with these words.
    known = rows.filter(pk=snapshot.revision) if snapshot.revision else rows.order_by("-pk")[:_LOOKED_THROUGH]
    for revision in known.iterator():
        if text_of(revision.as_object()) == text:
            return revision
    raise Impossible(
        _(
            "The previous version cannot be sent out as it was: its draft is not kept any more, or something that "
            "it names is gone. Compare the versions, and write what differs."
        )
    )
