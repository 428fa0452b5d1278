"""The database goes while the newsroom is served, and comes back."""

import os
import socket
from contextlib import ExitStack
from dataclasses import replace

import pytest

from tests.up.conftest import Source
from tests.up.house import UNAVAILABLE, House, wait_until

pytestmark = pytest.mark.timeout(300)


def test_readers_notice_nothing_and_the_desk_comes_back_by_itself(house: House, source: Source) -> None:
    with house.served.served(until="/desk/login/"):
        expected = house.expected()
        house.assert_read(expected)
        with source.gone():
            house.assert_honest(UNAVAILABLE)
            house.assert_read(expected)
            wait_until(lambda: "database cannot be reached" in house.log, "the press notices", house)
            path = house.publish("Written meanwhile")
            house.assert_honest(UNAVAILABLE)
            house.assert_read(expected)
        house.wait_for_page(path)
        house.wait_for_desk()
        house.wait_for_page(house.publish("Written afterwards"))
        house.assert_read(house.expected())


def test_a_database_that_comes_after_the_start(house: House, source: Source) -> None:
    with ExitStack() as stack:
        with source.gone():
            expected = house.expected()
            path = house.publish("Written before")
            stack.enter_context(house.served.served(until="/en/"))
            house.assert_honest(UNAVAILABLE)
            house.assert_read(expected)
        house.wait_for_desk()
        house.wait_for_page(path)


@pytest.mark.skipif("ROTATIVA_TEST_SERVER" in os.environ, reason="the database under test plays no part in it")
def test_a_database_that_says_nothing(house: House) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"postgresql://desk@127.0.0.1:{mute.getsockname()[1]}/news"
        house = replace(house, served=house.served.changed(DATABASE_URL=address))
        with house.served.served(until="/en/"):
            house.assert_honest(UNAVAILABLE)
            house.assert_read(house.expected())
