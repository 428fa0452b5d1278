"""A printed tree, and the two servers that answer from it: the built-in one, and nginx before it."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from rotativa.press.models import Kind
from rotativa.press.packing import encoded
from rotativa.press.store import Store
from rotativa.project.supervising import commands
from rotativa.project.webserver import Site
from tests.serving.reading import Reader
from tests.support import nginx
from tests.support.newsroom import free_port

SECOND = 1_700_000_000
FRAMES = ("player.example", "maps.example")
"""The hosts whose pages these pages may show."""


class BuiltIn:
    """The built-in server, on a port of its own, with an application that is none of Django's."""

    def __init__(self, tree: Path, port: int) -> None:
        self.tree, self.port = tree, port
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it, and returns when it answers."""
        *command, _application = dict(commands())["server"]
        command.append("tests.serving.application:application")
        environment = {"PATH": os.environ["PATH"], "ROTATIVA_TREE": str(self.tree), "ROTATIVA_SERVER_PROCESSES": "1"}
        environment |= {"HOST": "127.0.0.1", "PORT": str(self.port)}
        environment["ROTATIVA_EMBED_HOSTS"] = ",".join(FRAMES)
        self.process = subprocess.Popen(command, env=environment, cwd=nginx.ROOT)
        Reader(self.port).wait()

    def stop(self) -> None:
        """Stops it at once."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)
            self.process = None


def put(store: Store, path: str, content: bytes, kind: Kind = Kind.PAGE, second: int = SECOND) -> None:
    """Prints one file as the press does."""
    staged = store.stage(path, kind, encoded(path, kind, content), second)
    store.sync([staged])
    store.put(staged)
    store.settle()


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A tree with every kind of thing in it."""
    store = Store(tmp_path_factory.mktemp("printed") / "tree")
    for path, kind, content in (
        ("/", Kind.PAGE, b"editions"),
        ("/404.html", Kind.PAGE, b"nothing here"),
        ("/robots.txt", Kind.PAGE, b"User-agent: *"),
        ("/sitemap.xml", Kind.PAGE, b"<urlset/>"),
        ("/en/", Kind.PAGE, b"front"),
        ("/en/404.html", Kind.PAGE, b"not found"),
        ("/en/410.html", Kind.PAGE, b"withdrawn"),
        ("/en/topics/410.html", Kind.PAGE, b"no topic"),
        ("/en/topics/rain/", Kind.GONE, b""),
        ("/en/2026/03/quarry/410.html", Kind.PAGE, b"no quarry"),
        ("/en/2026/03/quarry/", Kind.GONE, b""),
        ("/en/2026/03/mine/", Kind.GONE, b""),
        ("/en/weather/410.html", Kind.PAGE, b"no section"),
        ("/en/weather/", Kind.GONE, b""),
        ("/en/503.html", Kind.PAGE, b"closed"),
        ("/en/story/", Kind.PAGE, b"<!doctype html>story " + b"word " * 2000),
        ("/en/old/", Kind.MOVED, b"/en/story/\n"),
        ("/en/older/", Kind.MOVED, b"/en/story/\n"),
        ("/en/gone/", Kind.GONE, b""),
        ("/es/", Kind.PAGE, b"portada"),
        ("/pt/", Kind.PAGE, b"capa"),
        ("/pt/conto/", Kind.PAGE, b"conto"),
        ("/es/gone/", Kind.GONE, b""),
        ("/es/a+b (c)&d%e'f,g;h=i@j/", Kind.PAGE, b"signs"),
        ("/ar/قصة-أولى/", Kind.PAGE, "قصة".encode()),
        ("/ar/قديم/", Kind.MOVED, "/ar/قصة-أولى/\n".encode()),
        ("/ar/مضى/", Kind.GONE, b""),
        ("/ar/404.html", Kind.PAGE, "لا توجد".encode()),
        ("/pictures/0f3c.webp", Kind.FILE, b"RIFF"),
        ("/assets/1a2b.css", Kind.FILE, b"p{}"),
        ("/assets/3c4d.svg", Kind.FILE, b"<svg/>"),
        ("/assets/5e6f.woff2", Kind.FILE, b"wOF2"),
        ("/documents/0f3c-a-report.pdf", Kind.FILE, b"%PDF-1.7"),
        ("/documents/0f3c-a-notice.txt", Kind.FILE, b"notice"),
        ("/documents/0f3c-a-figures.csv", Kind.FILE, b"a,b"),
        ("/documents/0f3c-a-figures.ods", Kind.FILE, b"PK"),
        ("/documents/0f3c-a-page.html", Kind.FILE, b"<script>"),
        ("/documents/0f3c-a-thing.swf", Kind.FILE, b"FWS"),
    ):
        put(store, path, content, kind)
    (store.root.parent / "secret").write_text("secret")
    (store.root / ".press" / "worker" / "x").mkdir(parents=True)
    (store.root / ".press" / "worker" / "x" / "index.html.gz").write_bytes(b"hidden")
    return store


@pytest.fixture(scope="session")
def built_in(store: Store) -> Iterator[BuiltIn]:
    """The built-in server, running."""
    server = BuiltIn(store.root, free_port())
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def in_front(
    store: Store, built_in: BuiltIn, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[nginx.Nginx, int]]:
    """nginx before it, as we ship it, and its port."""
    if nginx.program() is None:
        pytest.skip("nginx is not installed (Debian: apt-get install nginx); scripts/test installs it where it may")
    port = free_port()
    site = Site(
        address="http://news.example",
        tree=store.root,
        upstream=f"127.0.0.1:{built_in.port}",
        desks=["news.example"],
        editions={"pt": "http://jornal.example"},
        megabytes=40,
        frames=FRAMES,
        listen=f"127.0.0.1:{port}",
    )
    (store.root / ".press" / "redirects.map").write_text('"/en/old/" "/en/story/";\n')
    server = nginx.Nginx(tmp_path_factory.mktemp("nginx"), site)
    server.start()
    yield server, port
    server.stop()


@pytest.fixture(params=["built-in", "nginx"])
def reader(request: pytest.FixtureRequest, built_in: BuiltIn) -> Reader:
    """A client of one server and then of the other."""
    if request.param == "built-in":
        return Reader(built_in.port)
    return Reader(request.getfixturevalue("in_front")[1])
