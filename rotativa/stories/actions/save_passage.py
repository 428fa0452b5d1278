from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import Actor, require
from rotativa.stories.bodies import one_line
from rotativa.stories.drafting import to_passage
from rotativa.stories.errors import Impossible, TextOvertaken
from rotativa.stories.models import Passage, PassageText
from rotativa.stories.passages import draft_of_passage, seen as seen_as
from rotativa.stories.raw import Raw


def save_passage(
    actor: Actor,
    passage: Passage | int,
    edition: str,
    *,
    body: Sequence[Raw],
    title: str = "",
    keeper: int | None = None,
    checked: date | None = None,
    seen: str = "",
) -> PassageText:
    """Writes a passage in an edition; readers see nothing of it. A save that changes nothing is none.

    ``seen`` says which draft the actor wrote on (``passages.seen``): where it is another now, ``Overtaken`` is raised.
    """
    require(actor, "passage.write", edition)
    identity = passage if isinstance(passage, int) else passage.pk
    with transaction(actor):
        found = Passage.objects.select_for_update(no_key=True).filter(pk=identity, removed=False).first()
        if found is None:
            raise Impossible(_("There is no such passage any more."))
        row = PassageText.objects.filter(passage=identity, edition_id=edition).first()
        if row is None:
            row = PassageText(passage=found, edition_id=edition)
        before = draft_of_passage(row)
        if seen and seen_as(before) != seen:
            raise TextOvertaken(row.saved_by)
        row.title, row.keeper_id, row.checked, row.body = one_line(title), keeper, checked, to_passage(body)
        if row.pk is not None and draft_of_passage(row) == before:
            return row
        row.saved_by = actor.actor_name
        row.full_clean()
        row.save()
        note("passage.saved", [found.thing], edition=edition, details={"name": found.name})
    return row
