"""nginx in front of a whole newsroom: it answers readers when everything behind it has ended."""

import os
import signal
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support import nginx
from tests.support.newsroom import OK, free_port
from tests.up.house import MOVED, UNAVAILABLE, House, wait_until

pytestmark = pytest.mark.timeout(300)


def test_readers_are_served_when_database_application_and_workers_have_ended(house: House, tmp_path: Path) -> None:
    if nginx.program() is None:
        pytest.skip("nginx is not installed (Debian: apt-get install nginx); scripts/test installs it where it may")
    house = replace(house, served=replace(house.served, front=free_port()))
    told = house.served.run("nginx", "--listen", f"127.0.0.1:{house.served.front}")
    server = nginx.Nginx(tmp_path / "nginx", told)
    server.start()
    script = [str(nginx.SHIPPED / "follow-redirects"), str(house.served.tree), *server.command[1:]]
    follow = subprocess.Popen(script, start_new_session=True)
    expected = house.expected()
    target = expected.pop(house.moved)[1].decode().strip()
    try:
        house.assert_read(expected)
        with house.served.served(until="/desk/login/"):
            path = house.publish("Read through nginx")
            house.wait_for_page(path)
            expected = {key: value for key, value in house.expected().items() if key != house.moved}
            house.assert_read(expected)
            assert house.desk()[0] == OK
            # Once it is printed for nginx too, nobody is needed to know where it leads.
            wait_until(lambda: target in _redirects(house.served.tree), "the redirect is printed", house)
        wait_until(lambda: house.get(house.moved)[0] == MOVED, "nginx knows the redirect", house)
        house.assert_read(expected)
        house.assert_honest(UNAVAILABLE)
    finally:
        os.killpg(follow.pid, signal.SIGTERM)
        follow.wait(20)
        server.stop()


def _redirects(tree: Path) -> str:
    file = tree / ".press" / "redirects.map"
    return file.read_text() if file.exists() else ""
