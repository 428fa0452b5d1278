"""What tests of stories stand on."""

import pytest

from rotativa.stories.tests.makers import Newsroom


@pytest.fixture
def newsroom(newsroom_world: Newsroom, db: None) -> Newsroom:
    """Three editions with what stories need."""
    return newsroom_world
