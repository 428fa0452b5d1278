from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import Actor, require
from rotativa.stories import finding
from rotativa.stories.errors import Impossible, TextOvertaken
from rotativa.stories.models import Passage, PassageText
from rotativa.stories.passages import articles_with, seen_of_all


def delete_passage(actor: Actor, passage: int, *, seen: str = "") -> None:
    """Takes a passage of background that no article uses off the desk.

    What readers had of it is kept, as all that was once public. The actor must be allowed to write it wherever it is
    written, and to publish it wherever it was out. Raises ``Impossible`` where an article uses it, and ``Overtaken``
    where it is not as the actor saw it (``passages.seen_of_all``), in any edition: no screen brings it back.
    """
    require(actor, "passage.write")
    with transaction(actor):
        found = Passage.objects.select_for_update(no_key=True).filter(pk=passage, removed=False).first()
        if found is None:
            raise Impossible(_("There is no such passage any more."))
        texts = PassageText.objects.select_for_update(no_key=True).filter(passage=passage).order_by("pk")
        for text in texts:
            require(actor, "passage.write" if text.snapshot is None else "passage.publish", text.edition_id)
        if seen and seen_of_all(found, texts) != seen:
            # Who named it otherwise or published it is not who saved its text: nobody is named.
            raise TextOvertaken("")
        finding.require_all()
        if articles_with(passage):
            raise Impossible(_("Articles use it, so it cannot be deleted. Take it out of these first."))
        texts.update(snapshot=None)
        found.removed = True
        found.save(update_fields=["removed"])
        note("passage.deleted", [found.thing], details={"name": found.name})
