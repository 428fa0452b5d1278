"""A setting that Django refuses, or code that it cannot load, while readers are served; and then it is put right."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.up.conftest import Source
from tests.up.house import UNAVAILABLE, House

pytestmark = pytest.mark.timeout(300)

REFUSED = {
    "ROTATIVA_PUBLIC_ADDRESS": "our site",
    "DATABASE_URL": "mysql://desk:hunter2@db/news",
    "ROTATIVA_MODE": "production",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_setting_that_is_refused(house: House, name: str) -> None:
    house = replace(house, served=house.served.changed(**{name: REFUSED[name]}))
    expected = house.expected()
    with house.served.served(until="/en/"):
        house.assert_read(expected)
        house.assert_honest(UNAVAILABLE)
        house.assert_read(expected)
    refused = "ROTATIVA_SECRET_KEY" if name == "ROTATIVA_MODE" else name
    assert f"{refused}" in house.log
    assert "hunter2" not in house.log


def test_a_setting_that_is_put_right(house: House, source: Source, tmp_path: Path) -> None:
    file = tmp_path / "database"
    file.write_text("nonsense")
    house = replace(house, served=house.served.changed(DATABASE_URL_FILE=str(file)))
    with house.served.served(until="/en/"):
        house.assert_honest(UNAVAILABLE)
        file.write_text(source.url)
        house.wait_for_desk()
        house.wait_for_page(house.publish("Put right"))
    assert "DATABASE_URL" in house.log


def test_code_that_is_put_right(house: House, tmp_path: Path) -> None:
    """As when a package is replaced while it runs: Django breaks off half-way."""
    broken = tmp_path / "packages" / "taggit.py"
    broken.parent.mkdir()
    broken.write_text("raise ImportError('half a package')")
    house = replace(house, served=house.served.changed(PYTHONPATH=str(broken.parent)))
    expected = house.expected()
    with house.served.served(until="/en/"):
        house.assert_honest(UNAVAILABLE)
        house.assert_read(expected)
        broken.unlink()
        house.wait_for_desk()
        house.assert_read(expected)
    assert "half a package" in house.log
