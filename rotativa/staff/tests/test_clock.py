"""Nobody lives by UTC: whoever gets a role lives by the clock of that edition, until they choose another."""

import pytest
from wagtail.users.models import UserProfile

from rotativa.editions.actions.add_edition import add_edition
from rotativa.staff.actions.accept_invitation import accept_invitation
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.actions.invite import invite
from rotativa.staff.mails import habits
from rotativa.staff.permissions import Holding
from rotativa.staff.tests.makers import ACTOR, PASSWORD, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editions() -> None:
    """Two editions in two time zones."""
    add_edition(ACTOR, "es", name="Atlas", zone="Europe/Madrid")
    add_edition(ACTOR, "ar", zone="Asia/Amman")


@pytest.mark.parametrize(("edition", "zone"), [("ar", "Asia/Amman"), ("", "Europe/Madrid"), ("es", "Europe/Madrid")])
def test_a_first_role_brings_a_clock(edition: str, zone: str) -> None:
    """For all editions that of the first."""
    assert str(habits.zone_of(make_person("leila", "reporter", edition))) == zone


def test_a_clock_that_was_chosen_stays() -> None:
    leila = make_person("leila", "reporter", "es")
    UserProfile.objects.filter(user=leila).update(current_time_zone="America/Lima")
    give_role(ACTOR, leila, "translator", "ar")
    assert str(habits.zone_of(leila)) == "America/Lima"


def test_an_invitation_brings_the_clock_of_its_edition() -> None:
    asked = invite(ACTOR, name="Huda Nasser", email="huda@post.example", roles=[Holding("reporter", "ar")])
    assert str(habits.zone_of(accept_invitation(asked, username="huda", password=PASSWORD))) == "Asia/Amman"
