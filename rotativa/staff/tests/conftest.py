"""What tests of people stand on: an edition, a throttle that nobody has used, a mail server."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from rotativa.editions.actions.add_edition import add_edition
from rotativa.staff.tests.makers import ACTOR
from rotativa.staff.tests.post_office import PostOffice, opened


@pytest.fixture
def newsroom(db: None) -> Iterator[None]:
    """An edition, and an unused throttle."""
    cache.clear()
    add_edition(ACTOR, "es", name="Atlas")
    yield
    cache.clear()


@pytest.fixture
def office(settings: Any) -> Iterator[PostOffice]:
    """A mail server."""
    with opened(settings) as office:
        yield office
