from datetime import date

from django.utils.translation import gettext as _

from rotativa.kit.actor import Actor, require
from rotativa.stories.actions.save_passage import save_passage
from rotativa.stories.errors import Impossible
from rotativa.stories.heirs import author_now
from rotativa.stories.models import PassageSnapshot, PassageText


def restore_passage(actor: Actor, passage: int, edition: str, number: int, *, seen: str = "") -> PassageText:
    """Makes what readers once had of a passage its draft again; to publish it is an act of its own, which asks gates.

    ``seen`` says which draft the actor saw: where it is another now, ``Overtaken`` is raised.
    """
    require(actor, "passage.write", edition)
    snapshot = PassageSnapshot.objects.filter(passage=passage, edition_id=edition, number=number).first()
    if snapshot is None or snapshot.body is None:
        raise Impossible(_("This version is not kept as a draft. Compare it, and write what differs."))
    keeper, checked = snapshot.text["keeper"], snapshot.text["checked"]
    return save_passage(
        actor,
        passage,
        edition,
        title=snapshot.text["title"],
        body=snapshot.body,
        keeper=author_now(int(keeper)) if keeper else None,
        checked=date.fromisoformat(checked) if checked else None,
        seen=seen,
    )
