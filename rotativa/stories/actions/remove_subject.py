from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rotativa.addresses import giving
from rotativa.bylines.names import AUTHORS
from rotativa.daybook.writing import note, transaction
from rotativa.editions.lasting import LIVING
from rotativa.editions.naming import Naming
from rotativa.kit.actor import Actor, require
from rotativa.kit.things import thing
from rotativa.stories.errors import Impossible
from rotativa.stories.heirs import SUBJECTS
from rotativa.stories.subject_uses import require_known, uses_of
from rotativa.topics.names import SECTIONS, TOPICS

NAMES: Mapping[str, Naming[Any]] = {"section": SECTIONS, "topic": TOPICS, "author": AUTHORS}


def remove_subject(actor: Actor, kind: str, identity: int) -> None:
    """Takes a section, a topic or an author that no article names off every list and page.

    Its addresses answer 410. The row stays, without a name: versions of long ago may speak of it. Raises ``Impossible``
    where something names it, or where it is not there any more.
    """
    subjects: Any = QuerySet(SUBJECTS[kind])
    names: Any = QuerySet(NAMES[kind].model)
    with transaction(actor):
        found: Any = subjects.select_for_update(no_key=True).filter(pk=identity, **LIVING)
        if not found.values_list("pk"):
            raise Impossible(_("It is not there any more: somebody has merged or removed it."))
        rows = list(names.filter(**{kind: identity}).order_by("edition__order"))
        for code in [row.edition_id for row in rows] or [""]:
            require(actor, f"{kind}.change", code)
        require_known(kind)
        if uses_of(kind, identity).many:
            raise Impossible(_("It is used, so it cannot be removed. Merge it into another, or take it out of these."))
        for row in rows:
            giving.withdraw(thing(kind, identity, row.edition_id))
            row.delete()
        subjects.filter(pk=identity).update(removed=True)
        name = " / ".join(dict.fromkeys(row.name for row in rows))
        note(f"{kind}.removed", [thing(kind, identity)], details={"name": name})
