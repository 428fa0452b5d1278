"""Readers' links lead to a mailbox or to a page, and to nothing else."""

import pytest
from django.core.exceptions import ValidationError

from rotativa.editions.actions.add_edition import add_edition
from rotativa.editions.actions.change_edition import change_edition
from rotativa.editions.contacts import link_of
from rotativa.editions.models import Edition
from rotativa.editions.tests.test_editions import ACTOR


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("desk@atlas.example", "mailto:desk@atlas.example"),
        ("https://social.example/@atlas", "https://social.example/@atlas"),
        ("javascript:alert(1)", ""),
        ("javascript://atlas.example/%0aalert(1)", ""),
        ("http://atlas.example/", ""),
        ("", ""),
    ],
)
def test_where_a_contact_leads(contact: str, link: str) -> None:
    assert link_of(contact) == link


@pytest.mark.django_db
def test_an_edition_is_given_no_other_contact() -> None:
    add_edition(ACTOR, "es", name="Atlas")
    with pytest.raises(ValidationError, match="e-mail address"):
        change_edition(ACTOR, "es", contact="javascript:alert(1)")
    # One that was kept before anybody looked stands in the way of nothing else.
    Edition.objects.filter(code="es").update(contact="desk at atlas")
    assert change_edition(ACTOR, "es", motto="Otra").contact == "desk at atlas"
