"""What tests of stories stand on."""

import pytest

from rotativa.stories.tests.makers import Newsroom, make_newsroom


@pytest.fixture
def newsroom(db: None) -> Newsroom:
    """Three editions with what stories need."""
    return make_newsroom()
