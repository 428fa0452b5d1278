"""The printed map in a real nginx: hostile paths, very many of them, and how soon a new one is known."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from rotativa.press.models import Kind
from rotativa.press.redirects import FILE, LONGEST, as_map, line
from rotativa.press.requests import location_of
from rotativa.press.store import Store
from rotativa.project.webserver import Site
from tests.serving.conftest import put
from tests.serving.reading import Reader
from tests.support import nginx
from tests.support.newsroom import free_port

HOSTILE = [
    '/en/"; } return 200 "owned"; map $uri $x { "/',
    "/en/'single'/",
    "/en/$uri/",
    "/en/${host}$1/",
    "/en/;/",
    "/en/{}/",
    "/en/#comment/",
    "/en/include *;/",
    "/en/~regular/",
    "/en/(a|b)+$/",
    "/en/tab\tbetween/",
    "/en/line\nbreak/",
    "/en/carriage\rreturn/",
    "/en/percent%41/",
    "/en/plus+and&/",
    "/en/Big/",
    "/en/BIG/",
    "/en/مرحبا بالعالم/",
    "/en/日本語/",
    "/en/🦊/",
    "/default/",
    "/en/" + "/".join(["y" * 200] * 7) + "/",
]
FEW_SECONDS = 5.0


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A tree of this test's own."""
    store = Store(tmp_path / "tree")
    put(store, "/en/", b"front")
    return store


@pytest.fixture
def served(store: Store, tmp_path: Path) -> Iterator[tuple[nginx.Nginx, Reader]]:
    """nginx over this tree, not yet running; nobody answers behind it."""
    if nginx.program() is None:
        pytest.skip("nginx is not installed (Debian: apt-get install nginx); scripts/test installs it where it may")
    port, nobody = free_port(), free_port()
    site = Site("http://news.example", store.root, f"127.0.0.1:{nobody}", [], {}, 1, listen=f"127.0.0.1:{port}")
    server = nginx.Nginx(tmp_path / "nginx", site)
    yield server, Reader(port)
    server.stop()


def test_no_path_breaks_the_configuration(store: Store, served: tuple[nginx.Nginx, Reader]) -> None:
    server, reader = served
    for path in HOSTILE:
        put(store, path, f"{path}\n".encode(), Kind.MOVED)
    store.keep(FILE, as_map({path: line(path, path) for path in HOSTILE}))
    assert server.test() == ""
    server.start()
    known = 0
    for path in HOSTILE:
        answer = reader.get(quote(path))
        if any(sign < " " for sign in path) or path.lower() == "/en/big/":
            assert answer.status == 503, path  # nobody is there to read the marker
        else:
            assert (answer.status, answer.headers["location"]) == (301, location_of(path)), path
            known += 1
    assert known == len(HOSTILE) - 5


def test_the_longest_path(store: Store, served: tuple[nginx.Nginx, Reader]) -> None:
    server, reader = served
    path = "/en/" + "/".join(["z" * 180] * 8)
    path = path + "z" * (LONGEST - len(path) - 1) + "/"
    assert len(path) == LONGEST
    put(store, path, b"/en/\n", Kind.MOVED)
    put(store, "/en/a/", f"{path}\n".encode(), Kind.MOVED)
    store.keep(FILE, as_map({path: line(path, "/en/"), "/en/a/": line("/en/a/", path)}))
    assert server.test() == ""
    server.start()
    assert reader.get(path).headers["location"] == "/en/"
    assert reader.get("/en/a/").headers["location"] == path


def test_a_hundred_thousand_redirects(store: Store, served: tuple[nginx.Nginx, Reader]) -> None:
    server, reader = served
    paths = [f"/ar/2026/11/{number % 28 + 1:02}/قصة-طويلة-عن-المدينة-{number}/" for number in range(100_000)]
    last = paths[-1]
    put(store, last, b"/ar/\n", Kind.MOVED)
    store.keep(FILE, as_map({path: line(path, f"{path}x/") for path in paths}))
    started = time.monotonic()
    assert server.test() == ""
    took = time.monotonic() - started
    assert took < FEW_SECONDS / 2
    assert "could not build" not in server.errors
    server.start()
    assert reader.get(quote(last)).headers["location"] == location_of(f"{last}x/")


def test_a_new_redirect_is_known_within_five_seconds(store: Store, served: tuple[nginx.Nginx, Reader]) -> None:
    server, reader = served
    server.start()
    follow = subprocess.Popen(
        [str(nginx.SHIPPED / "follow-redirects"), str(store.root), *server.command[1:]],
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        for number in range(3):
            path = f"/en/{number}/"
            put(store, path, b"/en/\n", Kind.MOVED)
            assert reader.get(path).status == 503, "nobody is there to read the marker"
            store.keep(
                FILE, as_map({known: line(known, "/en/") for known in (f"/en/{each}/" for each in range(number + 1))})
            )
            _wait_until_moved(reader, path)
        # What nginx refuses is not loaded, and is no end of what it had.
        store.keep(FILE, b'"/en/0/" "/en/" too many words;\n')
        time.sleep(2.5)
        assert reader.get("/en/2/").status == 301
        assert follow.poll() is None
    finally:
        os.killpg(follow.pid, signal.SIGTERM)
        said = follow.communicate(timeout=20)[1].decode()
    assert "nginx keeps the redirects that it has" in said


def _wait_until_moved(reader: Reader, path: str) -> None:
    end = time.monotonic() + FEW_SECONDS
    while reader.get(path).status != 301:
        assert time.monotonic() < end, f"{path} is not known"
        time.sleep(0.1)
