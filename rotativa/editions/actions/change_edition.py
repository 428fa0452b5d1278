from typing import Any

from rotativa.daybook.writing import note, transaction
from rotativa.editions.contacts import require_contact
from rotativa.editions.models import Edition, EditionRoot
from rotativa.editions.naming import Seen, settled
from rotativa.kit.actor import Actor, require
from rotativa.kit.blank import shown
from rotativa.kit.things import thing

CHANGEABLE = frozenset(
    {"name", "language", "zone", "zone_label", "direction", "numerals", "first_weekday", "motto", "contact", "order"}
)
"""What may change. The code names things for ever, and so does the prefix, which begins every address."""

WORDS = frozenset({"name", "language", "zone_label", "motto"})
"""What readers see as it was typed: where it shows nothing, it counts as empty."""


def change_edition(actor: Actor, code: str, *, seen: Seen | None = None, **fields: Any) -> Edition:
    """Changes what is given of the edition; where nothing differs, nothing is noted.

    ``seen`` is what the actor saw in each field: what they left as it was stays as it is now. Raises
    ``ValidationError``, by field, ``Overtaken`` where somebody else has changed the same since.
    """
    require(actor, "edition.change", code)
    unknown = fields.keys() - CHANGEABLE
    if unknown:
        raise TypeError(f"not to be changed on an edition: {', '.join(sorted(unknown))}")
    fields |= {field: shown(fields[field]) for field in WORDS & fields.keys()}
    with transaction(actor):
        edition = Edition.objects.select_for_update(no_key=True).get(code=code)
        now = {field: str(getattr(edition, field)) for field in fields}
        wanted = settled({field: str(value) for field, value in fields.items()}, now, now if seen is None else seen)
        changed = sorted(field for field in fields if wanted[field] != now[field])
        if not changed:
            return edition
        for field in changed:
            setattr(edition, field, fields[field])
        if "contact" in changed:  # one that was kept before anybody looked stands in the way of nothing else
            require_contact(edition.contact)
        edition.full_clean()
        edition.save(update_fields=changed)
        if "name" in changed:
            # Straight to the row: this title is for Wagtail's tree only, and no revision of it is kept.
            EditionRoot.objects.filter(pk=edition.container_id).update(title=edition.name, draft_title=edition.name)
        note("edition.changed", [thing("edition", code)], edition=code, details={"fields": changed})
    return edition
