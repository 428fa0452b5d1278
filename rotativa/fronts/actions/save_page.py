from collections.abc import Sequence

from rotativa.daybook.writing import note, transaction
from rotativa.fronts.models.pages import PageText, PlainPage
from rotativa.fronts.texts import draft_of_page, locked, seen as seen_as
from rotativa.kit.actor import Actor, require
from rotativa.stories.drafting import in_field
from rotativa.stories.errors import TextOvertaken
from rotativa.stories.raw import Raw


def save_page(actor: Actor, page: PlainPage, edition: str, *, body: Sequence[Raw], seen: str = "") -> PageText:
    """Writes a plain page that has a title in this edition; readers see nothing of it. Without a change, no fact.

    ``seen`` says which draft the actor wrote on (``texts.seen``): where it is another now, ``Overtaken`` is raised.
    """
    require(actor, "page.write", edition)
    with transaction(actor):
        row = locked(page.pk, edition)
        before = draft_of_page(row)
        if seen and seen_as(before) != seen:
            raise TextOvertaken(row.saved_by)
        row.body = in_field(PageText, body)
        if draft_of_page(row) == before:
            return row
        row.saved_by = actor.actor_name
        row.full_clean()
        row.save()
        note("page.saved", [page.thing], edition=edition, details={"name": row.name})
    return row
