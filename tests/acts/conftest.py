"""What tests of acts may take in hand beside the newsroom."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acts.wording import catalogues_in


@pytest.fixture
def catalogues(tmp_path: Path) -> Iterator[Path]:
    """The theme's catalogues, to be changed: the words that are shipped come back afterwards."""
    with catalogues_in(tmp_path / "locale") as folder:
        yield folder
