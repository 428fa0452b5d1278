"""What tests of pictures stand on: editions, a person, and a picture that was taken in."""

from collections.abc import Callable
from typing import Any

import pytest

from rotativa.editions.actions.add_edition import add_edition
from rotativa.kit.actor import Machine
from rotativa.pictures.actions.add_picture import add_picture
from rotativa.pictures.intake import Received, receive
from rotativa.pictures.models import Picture
from rotativa.pictures.tests import making
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.actions.give_role import give_role

MACHINE = Machine("test")


@pytest.fixture
def editions(db: None) -> None:
    """Spanish and Arabic."""
    add_edition(MACHINE, "es", name="Atlas")
    add_edition(MACHINE, "ar", name="أطلس")


@pytest.fixture(scope="session")
def received() -> Received:
    """A file that passed the door."""
    return receive(making.sent(making.jpeg(1500, 1000)))


@pytest.fixture
def picture(editions: None, received: Received) -> Picture:
    """A picture with everything."""
    return add_picture(
        MACHINE,
        received,
        title="Port",
        credit="Rui Azevedo",
        agency="Atlas",
        place="Selwan",
        taken="2022-06",
        alts={"es": "Un puerto"},
    )


@pytest.fixture
def person(editions: None) -> Callable[..., Any]:
    """Makes a person with a role in an edition."""

    def make(role: str = "reporter", edition: str = "es", name: str = "ana") -> Any:
        user = add_person(MACHINE, username=name, name=name.capitalize(), password="Selwan-harbour-1907")
        if role:
            give_role(MACHINE, user, role, edition)
        user.forget_holdings()
        return user

    return make
