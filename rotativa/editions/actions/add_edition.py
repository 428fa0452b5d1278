from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from rotativa.daybook.writing import note, transaction
from rotativa.editions import arrivals
from rotativa.editions.actions.change_edition import WORDS
from rotativa.editions.contacts import require_contact
from rotativa.editions.models import Edition, EditionRoot
from rotativa.kit import languages
from rotativa.kit.actor import Actor, require
from rotativa.kit.blank import shown
from rotativa.kit.things import thing


def add_edition(actor: Actor, tag: str, *, prefix: str = "", **fields: Any) -> Edition:
    """Adds an edition in the language of any BCP 47 tag, with its container in Wagtail's page tree.

    ``fields`` are those of ``Edition``; what is not given comes from CLDR (name of the language, direction, numerals,
    first day of the week) and from the first edition (name of the publication, time zone). Raises ``ValidationError``,
    by field.
    """
    require(actor, "edition.change", tag)
    code = _code(tag)
    values = _defaults(code, fields)
    values |= {field: shown(values[field]) for field in WORDS & values.keys()}
    edition = Edition(code=code, prefix=prefix or code.lower(), **values)
    require_contact(edition.contact)
    edition.full_clean(exclude=("locale", "container"))
    with transaction(actor):
        edition.locale, _created = Locale.objects.get_or_create(language_code=code)
        edition.container = _container(edition)
        edition.save(force_insert=True)
        arrivals.announce(edition)
        note(
            "edition.added",
            [thing("edition", code)],
            edition=code,
            details={"name": edition.name, "prefix": edition.prefix},
        )
    return edition


def _code(tag: str) -> str:
    try:
        return languages.canonical(tag)
    except languages.NoTag as error:
        raise ValidationError({"code": str(error)}) from error


def _defaults(code: str, given: dict[str, Any]) -> dict[str, Any]:
    first = Edition.objects.first()
    last = Edition.objects.aggregate(last=Max("order"))["last"]
    values = {
        "name": first.name if first else "",
        "zone": first.zone if first else "UTC",
        "language": languages.own_name(code),
        "direction": languages.direction(code),
        "numerals": languages.numerals(code),
        "first_weekday": languages.first_weekday(code),
        "order": 0 if last is None else last + 1,
    }
    values.update({field: value for field, value in given.items() if value not in ("", None)})
    if not values["language"]:
        message = _("CLDR does not know the name that the language “%(code)s” has in itself. Please give it.")
        raise ValidationError({"language": message % {"code": code}})
    return values


def _container(edition: Edition) -> EditionRoot:
    """Makes the container. All are translations of one another, so that Wagtail finds the place of a copy."""
    other = EditionRoot.objects.first()
    container = EditionRoot(
        title=edition.name,
        slug=edition.code.lower(),
        locale=edition.locale,
        translation_key=other.translation_key if other else uuid4(),
    )
    root = Page.get_first_root_node()
    made: EditionRoot = root.add_child(instance=container)
    return made
