"""The database goes while the newsroom is served, and comes back."""

import pytest

from tests.up.conftest import Source
from tests.up.house import House

pytestmark = pytest.mark.timeout(300)


def test_readers_notice_nothing_and_the_desk_comes_back_by_itself(house: House, source: Source) -> None:
    with house.served.served(until="/desk/login/"):
        expected = house.expected()
        house.assert_read(expected)
        with source.gone():
            house.assert_honest(500)
            house.assert_read(expected)
            path = house.publish("Written meanwhile")
            house.assert_honest(500)
            house.assert_read({page: answer for page, answer in expected.items() if page.count("/") > 3})
        house.wait_for_page(path)
        house.wait_for_desk()
        house.wait_for_page(house.publish("Written afterwards"))
        house.assert_read(house.expected())
    assert "database cannot be reached" in house.log
