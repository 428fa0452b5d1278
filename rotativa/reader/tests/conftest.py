"""The sample newsroom, its site and its wordmark, for the tests of the theme."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rotativa.reader import build, site
from rotativa.reader.tests.paper import Paper
from rotativa.reader.tests.samples import sample_paper

WORDMARKS = Path(__file__).parents[2] / "demo" / "wordmarks"


@pytest.fixture
def paper() -> Paper:
    """The sample newsroom."""
    return sample_paper()


@pytest.fixture(autouse=True)
def sample_site(settings: Any, tmp_path: Path) -> Iterator[None]:
    """A site at an address of its own, with the demo's wordmark."""
    settings.ROTATIVA_PUBLIC_ADDRESS = "https://atlas.example"
    settings.ROTATIVA_MODE = "demo"
    settings.ROTATIVA_DATA = tmp_path
    (tmp_path / "wordmarks").symlink_to(WORDMARKS)
    site.site.cache_clear()
    build.build.cache_clear()
    yield
    site.site.cache_clear()
    build.build.cache_clear()
