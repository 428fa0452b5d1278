"""Processes of the newsroom are killed, each in its turn; and stopped, all of them."""

import http.client
import signal

import pytest

from tests.support.newsroom import OK
from tests.up.house import House, wait_until, without_lists
from tests.up.processes import alive, below, gone, is_free, kill, running

pytestmark = pytest.mark.timeout(300)


def test_whatever_is_killed_comes_back(house: House) -> None:
    with house.served.served(until="/desk/login/") as supervisor:
        expected = house.expected()
        kill(running(supervisor.pid, "press work"))
        path = house.publish("Written meanwhile")
        house.assert_read(without_lists(expected))
        house.wait_for_page(path)

        expected = house.expected()
        server = running(supervisor.pid, "project.server")
        assert server is not None
        one = max(below(server))  # of the two that answer, beside one that helps Python: the other goes on
        kill(one)
        wait_until(lambda: gone(one) and len(below(server)) > 2, "the server has two processes again", house)
        house.assert_read(expected)

        orphans = below(server)
        kill(server)
        wait_until(lambda: not alive(orphans), "what the server left behind is ended", house)
        wait_until(lambda: house.get("/en/")[0] == OK, "another server answers", house)
        house.assert_read(expected)
        house.wait_for_desk()
    assert "The press worker ended (exit code -9)" in house.log
    assert "The server ended (exit code -9)" in house.log


def test_stopped_it_leaves_nothing_behind(house: House) -> None:
    with house.served.served(until="/desk/login/") as supervisor:
        waiting = http.client.HTTPConnection("127.0.0.1", house.served.port, timeout=20)
        waiting.request("GET", "/en/")  # a reader whose connection stays open
        assert waiting.getresponse().read()
        started = below(supervisor.pid)
        assert len(started) >= 5
        supervisor.send_signal(signal.SIGTERM)
        assert supervisor.wait(30) == 0
        waiting.close()
    assert not alive(started)
    assert is_free(house.served.port)
    assert "was killed" not in house.log


def test_nothing_outlives_a_supervisor_that_is_killed(house: House) -> None:
    with house.served.served(until="/desk/login/") as supervisor:
        started = below(supervisor.pid)
        kill(supervisor.pid)
        supervisor.wait()
        wait_until(lambda: not alive(started), "all processes end", house)
        assert is_free(house.served.port)
    with house.served.served(until="/desk/login/"):
        house.assert_read(house.expected())
