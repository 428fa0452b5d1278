"""What the built-in server answers from a printed tree. ``docs/contracts/printed-tree.md`` says the same in words."""

import gzip
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unicodedata import normalize
from urllib.parse import quote, unquote_to_bytes

import pytest

from rotativa.press import serving
from rotativa.press.files import Pieces, Tree
from rotativa.press.models import Kind
from rotativa.press.packing import encoded
from rotativa.press.requests import accepts_gzip
from rotativa.press.serving import LARGE, LIVE, Application, Site, make_app
from rotativa.press.store import Store


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Reader:
    """A client without a network."""

    app: Application

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            **{f"HTTP_{name.upper()}": value for name, value in {"accept_encoding": "gzip", **headers}.items()},
        }
        seen: list[Any] = []
        body = b"".join(self.app(environ, lambda status, headers: seen.extend((status, headers))))
        return Answer(int(seen[0][:3]), dict(seen[1]), body)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "tree")
    for path, kind, content in (
        ("/", Kind.PAGE, b"editions"),
        ("/404.html", Kind.PAGE, b"nothing here"),
        ("/en/", Kind.PAGE, b"front"),
        ("/en/404.html", Kind.PAGE, b"not found"),
        ("/en/410.html", Kind.PAGE, b"withdrawn"),
        ("/en/story/", Kind.PAGE, b"<!doctype html>story"),
        ("/en/old/", Kind.MOVED, b"/en/story/\n"),
        ("/en/gone/", Kind.GONE, b""),
        ("/en/topics/410.html", Kind.PAGE, b"no topic"),
        ("/en/topics/rain/", Kind.GONE, b""),
        ("/en/2026/03/quarry/410.html", Kind.PAGE, b"no quarry"),
        ("/en/2026/03/quarry/", Kind.GONE, b""),
        ("/en/2026/03/mine/", Kind.GONE, b""),
        ("/ar/قصة-أولى/", Kind.PAGE, "قصة".encode()),
        ("/ar/قديم/", Kind.MOVED, "/ar/قصة-أولى/\n".encode()),
        ("/sitemap.xml", Kind.PAGE, b"<urlset/>"),
        ("/pictures/0f3c.webp", Kind.FILE, b"RIFF"),
        ("/assets/1a2b.css", Kind.FILE, b"p{}"),
    ):
        put(store, path, content, kind)
    return store


@pytest.fixture
def reader(store: Store) -> Reader:
    return Reader(make_app(store.root, None))


class Patient:
    """A client that takes what it gets slowly, if at all."""

    def __init__(self, app: Application, path: str, **headers: str) -> None:
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_ACCEPT_ENCODING": "gzip", **headers}
        self.said: list[Any] = []
        self.pieces: Any = app(environ, lambda status, headers: self.said.extend((status, dict(headers))))


def put(store: Store, path: str, content: bytes, kind: Kind = Kind.PAGE, second: int = 1_700_000_000) -> None:
    staged = store.stage(path, kind, encoded(path, kind, content), second)
    store.sync([staged])
    store.put(staged)
    store.settle()


def test_a_page(reader: Reader) -> None:
    answer = reader.get("/en/story/")
    assert answer.status == 200
    assert gzip.decompress(answer.body) == b"<!doctype html>story"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "max-age=0, stale-if-error=864000"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["ETag"] == f'"{1_700_000_000:x}-{len(answer.body):x}"'
    assert "Last-Modified" not in answer.headers
    assert answer.headers["Content-Length"] == str(len(answer.body))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; img-src 'self'")


def test_a_client_without_gzip_gets_the_page_too(reader: Reader) -> None:
    for header in ("", "identity", "br", "gzip;q=0", "gzip; q=0.0, br"):
        answer = reader.get("/en/story/", accept_encoding=header)
        assert answer.body == b"<!doctype html>story"
        assert "Content-Encoding" not in answer.headers
        assert answer.headers["ETag"].startswith("W/")


@pytest.mark.parametrize("header", ["gzip", "br, gzip;q=0.5", "x-gzip", "*", "GZIP", "deflate,gzip"])
def test_who_takes_gzip(header: str) -> None:
    assert accepts_gzip(header)


def test_a_page_that_the_reader_has_is_not_sent_again(reader: Reader) -> None:
    etag = reader.get("/en/story/").headers["ETag"]
    for known in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        answer = reader.get("/en/story/", if_none_match=known)
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["ETag"] == etag
        assert answer.headers["Cache-Control"].startswith("max-age=0")
        assert not {"Content-Length", "Content-Type"} & answer.headers.keys()
    assert reader.get("/en/story/", if_none_match='"other"').status == 200


def test_head_is_get_without_the_body(reader: Reader) -> None:
    for path in ("/en/story/", "/en/nothing/", "/en/old/", "/en/gone/"):
        got, head = reader.get(path), reader.get(path, "HEAD")
        assert (head.status, head.headers, head.body) == (got.status, got.headers, b"")


def test_other_methods_are_refused(reader: Reader) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND"):
        answer = reader.get("/en/story/", method)
        assert answer.status == 405
        assert answer.headers["Allow"] == "GET, HEAD"


def test_a_replaced_file_is_seen_at_once(reader: Reader, store: Store) -> None:
    first = reader.get("/en/story/")
    put(store, "/en/story/", b"<!doctype html>other", second=1_700_000_001)
    second = reader.get("/en/story/", if_none_match=first.headers["ETag"])
    assert second.status == 200
    assert gzip.decompress(second.body) == b"<!doctype html>other"
    put(store, "/en/story/", b"<!doctype html>again", second=1_700_000_001)
    assert gzip.decompress(reader.get("/en/story/").body) == b"<!doctype html>again", "whatever its second"
    store.remove("/en/story/")
    assert reader.get("/en/story/").status == 404


def test_moved_and_gone(reader: Reader) -> None:
    moved = reader.get("/en/old/")
    assert (moved.status, moved.headers["Location"]) == (301, "/en/story/")
    gone = reader.get("/en/gone/")
    assert (gone.status, gzip.decompress(gone.body)) == (410, b"withdrawn")
    assert gzip.decompress(reader.get("/en/topics/rain/").body) == b"no topic", "the nearest page has the right words"
    assert "ETag" not in gone.headers


def test_a_month_goes_where_its_address_went(reader: Reader) -> None:
    moved, gone = reader.get("/en/old/2026-03/"), reader.get("/en/topics/rain/2026-03/")
    assert (moved.status, moved.headers["Location"]) == (301, "/en/story/2026-03/")
    assert (gone.status, gzip.decompress(gone.body)) == (410, b"no topic")
    assert [reader.get(path).status for path in ("/en/story/2026-03/", "/en/none/2026-03/")] == [404, 404]


def test_an_address_that_changes_its_kind_is_never_missing(store: Store, reader: Reader) -> None:
    put(store, "/en/old/", b"back again", second=1_700_000_001)
    assert gzip.decompress(reader.get("/en/old/").body) == b"back again"
    put(store, "/en/old/", b"", Kind.GONE)
    assert reader.get("/en/old/").status == 410
    put(store, "/en/old/", b"/en/\n", Kind.MOVED)
    assert reader.get("/en/old/").headers["Location"] == "/en/"


def test_an_address_that_changes_to_and_fro_between_our_looks_is_found(
    store: Store, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Tree.target

    def slow(tree: Tree, path: str) -> str | None:
        monkeypatch.undo()
        put(store, path, b"back again", second=1_700_000_001)
        found = look(tree, path)
        put(store, path, b"/en/\n", Kind.MOVED)
        return found

    monkeypatch.setattr(Tree, "target", slow)
    assert reader.get("/en/old/").headers["Location"] == "/en/"


def test_not_found_is_said_in_the_edition(reader: Reader) -> None:
    for path, words in (("/en/nothing/", b"not found"), ("/en/a.xml", b"not found"), ("/xx/", b"nothing here")):
        answer = reader.get(path)
        assert (answer.status, gzip.decompress(answer.body)) == (404, words)
        assert "ETag" not in answer.headers
        assert answer.headers["Cache-Control"] == "max-age=0"


def test_not_found_without_any_printed_page(tmp_path: Path) -> None:
    answer = Reader(make_app(tmp_path / "nothing", None)).get("/en/")
    assert (answer.status, answer.body) == (404, b"Not found.\n")


def test_a_missing_slash_is_added(reader: Reader) -> None:
    assert reader.get("/en/story").headers["Location"] == "/en/story/"
    assert reader.get("/en/gone").headers["Location"] == "/en/gone/"
    assert reader.get("/desk").headers["Location"] == "/desk/"
    assert reader.get("/pictures").status == 404
    assert reader.get("/en/story/x").status == 404


def test_other_scripts(reader: Reader) -> None:
    answer = reader.get(quote("/ar/قصة-أولى/"))
    assert gzip.decompress(answer.body).decode() == "قصة"
    assert reader.get(quote("/ar/قصة-أولى")).headers["Location"] == quote("/ar/قصة-أولى/")
    assert reader.get(quote("/ar/قديم/")).headers["Location"] == quote("/ar/قصة-أولى/")
    assert reader.get(quote("/ar/🦊/")).status == 404
    decomposed = normalize("NFD", "/ar/قصة-أولى/")
    assert decomposed != "/ar/قصة-أولى/"
    assert reader.get(quote(decomposed)).headers["Location"] == quote("/ar/قصة-أولى/")


def test_an_endless_address_keeps_nobody_waiting(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """To compose thirty thousand accents takes two seconds, and readers are answered by one thread."""
    composed: list[int] = []

    def watched(form: Any, path: str) -> str:
        composed.append(len(path))
        return normalize(form, path)

    monkeypatch.setattr(serving, "normalize", watched)
    accents = "\u0301" * 500 + "\u0316" * 500
    assert reader.get(quote(f"/en/a{accents}/")).status == 404
    assert gzip.decompress(reader.get(quote(f"/en/a{accents}/")).body) == b"not found"
    assert composed == []
    assert reader.get(quote("/en/e\u0301/")).status == 404
    assert composed == [len("/en/e\u0301/")]


@pytest.mark.parametrize(
    "path",
    [
        "/en/../en/story/",
        "/../secret",
        "/en/%2e%2e/%2e%2e/secret",
        "/.press/worker/1",
        "/en/old/.moved",
        "/en/gone/.gone",
        "/en//story/",
        "//en/story/",
        "/en/story/%00",
        "/en\\story/",
        "/en/%ff/",
        "/en/" + "x" * 5000 + "/",
        "/en/index.html.gz/",
        "/en/story/index.html.gz/../",
    ],
)
def test_nothing_but_the_tree_can_be_read(reader: Reader, store: Store, path: str) -> None:
    (store.root.parent / "secret").write_text("secret")
    answer = reader.get(path)
    assert answer.status == 404
    assert b"secret" not in answer.body


def test_public_files(reader: Reader) -> None:
    picture = reader.get("/pictures/0f3c.webp")
    assert (picture.body, picture.headers["Content-Type"]) == (b"RIFF", "image/webp")
    assert picture.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert "Content-Encoding" not in picture.headers
    style = reader.get("/assets/1a2b.css")
    assert gzip.decompress(style.body) == b"p{}"
    assert style.headers["Content-Type"] == "text/css; charset=utf-8"
    assert reader.get("/sitemap.xml").headers["Content-Type"] == "application/xml; charset=utf-8"


def test_the_desk_is_passed_on_and_imported_when_first_asked(store: Store) -> None:
    loaded: list[str] = []

    def django() -> Application:
        loaded.append("now")

        def application(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
            start("200 OK", [])
            return [environ["REQUEST_METHOD"].encode()]

        return application

    reader = Reader(make_app(store.root, django, live=("/desk/", "/live/")))
    assert reader.get("/en/story/").status == 200
    assert reader.get("/en/nothing/").status == 404
    assert loaded == []
    assert reader.get("/desk/login/", "POST").body == b"POST"
    assert reader.get("/live/x").body == b"GET"
    assert loaded == ["now"]


def test_an_application_that_cannot_start_is_an_honest_page_and_is_tried_again(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[int] = []

    def django() -> Application:
        tries.append(1)
        raise SystemExit("ROTATIVA_SECRET_KEY is not set.")

    site: Site = make_app(store.root, django)
    reader = Reader(site)
    first = reader.get("/desk/")
    assert first.status == 503
    assert b"can still be read" in first.body
    assert "ROTATIVA_SECRET_KEY" in caplog.text
    told = reader.get("/desk/health/press")
    assert (told.status, told.headers["Content-Type"]) == (503, "application/json")
    assert json.loads(told.body)["why"].startswith("the application cannot start")
    reader.get("/desk/")
    assert len(tries) == 1
    monkeypatch.setattr("rotativa.press.serving.time.monotonic", lambda: 1e12)
    reader.get("/desk/")
    assert len(tries) == 2
    put(store, "/503.html", b"closed")
    assert gzip.decompress(reader.get("/desk/").body) == b"closed"
    assert reader.get("/en/story/").status == 200


def test_an_application_that_fails_is_an_honest_page(store: Store) -> None:
    def django() -> Application:
        def application(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
            raise ConnectionError("the database is gone")

        return application

    assert Reader(make_app(store.root, django)).get("/desk/").status == 503


@pytest.mark.parametrize("path", ["/desk/../x", "/desk/%2e%2e/x", "/desk/.press/x"])
def test_the_apology_is_of_the_tree_whatever_is_asked(store: Store, path: str) -> None:
    for folder in (store.root.parent, store.root / ".press"):
        folder.mkdir(exist_ok=True)
        (folder / "503.html").write_bytes(b"nobody's business")
    put(store, "/503.html", b"closed")
    put(store, "/en/503.html", b"closed in English")
    app = make_app(store.root)
    assert gzip.decompress(Reader(app).get(path).body) == b"closed"
    assert gzip.decompress(Reader(app).get("/desk/en/x").body) == b"closed in English"


@pytest.mark.parametrize(
    "content",
    [b"broken", b"\x1f\x8b", gzip.compress(b"words" * 99, mtime=0)[:-9], b""],
    ids=["other", "begun", "cut", "empty"],
)
def test_a_page_that_is_no_gzip_is_excused_and_named(
    store: Store, reader: Reader, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    put(store, "/en/503.html", b"closed")
    store.file_of("/en/story/", Kind.PAGE).write_bytes(content)
    answer = reader.get("/en/story/", accept_encoding="")
    assert (answer.status, answer.body) == (503, b"closed")
    assert "ETag" not in answer.headers
    assert f"{store.file_of('/en/story/', Kind.PAGE)} is no gzip file" in caplog.text
    for path in ("/en/404.html", "/404.html"):
        store.file_of(path, Kind.PAGE).write_bytes(content)
    answer = reader.get("/en/nothing/", accept_encoding="")
    assert (answer.status, answer.body) == (404, b"Not found.\n"), "where the excuse is broken, too"


def test_memory_is_bounded(store: Store) -> None:
    for number in range(50):
        put(store, f"/en/{number}/", os.urandom(1000))
    site = make_app(store.root, None, memory=10_000)
    for number in range(50):
        assert Reader(site).get(f"/en/{number}/").status == 200
    kept = site._tree._held
    assert 0 < sum(len(held.content or b"") for held in kept.values()) <= 10_000


def test_a_page_that_is_printed_often_counts_once(store: Store) -> None:
    site = make_app(store.root, None, memory=10_000)
    put(store, "/en/quiet/", os.urandom(1000))
    Reader(site).get("/en/quiet/")
    for number in range(20):
        put(store, "/en/busy/", os.urandom(1000), second=1_700_000_000 + number)
        Reader(site).get("/en/busy/")
    assert site._tree._held.keys() == {"/en/quiet/", "/en/busy/"}


def test_the_server_imports_no_django(tmp_path: Path) -> None:
    code = "import sys, rotativa.press.serving; sys.exit(any(name.startswith('django') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_that_there_are_too_many_is_said_once(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    within: list[int] = []

    def application(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        if len(within) < LIVE:  # everybody asks while they are being answered
            within.append(Reader(app).get("/desk/").status)
        start("200 OK", [])
        return []

    app = make_app(store.root, lambda: application)
    assert Reader(app).get("/desk/").status == 200
    assert within == [503] + [200] * (LIVE - 1)
    within.clear()
    assert Reader(app).get("/desk/").status == 200
    assert [record.message for record in caplog.records] == [
        "More requests for the desk at once than a process takes; some were answered 503"
    ]


BIG = random.Random(8).randbytes(3_000_000)


def test_a_large_file_is_sent_in_pieces_to_so_many_and_to_no_more(store: Store) -> None:
    put(store, "/documents/big.pdf", BIG, Kind.FILE)
    app = make_app(store.root, None)
    slow = [Patient(app, "/documents/big.pdf") for _ in range(LARGE)]
    assert {each.said[0] for each in slow} == {"200 OK"}
    assert all(not isinstance(each.pieces, list) for each in slow)
    late = Patient(app, "/documents/big.pdf")
    assert (late.said[0], late.said[1]["Retry-After"]) == ("503 Service Unavailable", "5")
    assert Reader(app).get("/en/").status == 200
    assert max(len(piece) for piece in slow[0].pieces) < 1_000_000
    slow[1].pieces.close()  # it has left
    del slow[2]  # it had left before anything was asked for
    for _ in range(3):
        assert Reader(app).get("/documents/big.pdf").body == BIG
    for _ in range(LARGE):
        head = Reader(app).get("/documents/big.pdf", "HEAD")
        assert (head.status, head.headers["Content-Length"], head.body) == (200, str(len(BIG)), b"")
    slow.clear()


def test_no_large_file_is_sent_under_the_headers_of_another(store: Store) -> None:
    put(store, "/documents/big.pdf", BIG, Kind.FILE)
    tree = Tree(store.root)
    held = tree.get("/documents/big.pdf")
    assert held is not None
    put(store, "/documents/big.pdf", BIG[::-1], Kind.FILE)
    with pytest.raises(OSError, match="has been replaced"):
        Pieces(held, lambda: None, plain=False)


def test_a_large_file_that_is_replaced_meanwhile_keeps_no_place(
    store: Store, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, "/documents/big.pdf", BIG, Kind.FILE)

    def replaced(*_arguments: object, **_named: object) -> None:
        raise OSError("it has been replaced")

    monkeypatch.setattr(serving, "Pieces", replaced)
    for _ in range(LARGE + 1):
        answer = reader.get("/documents/big.pdf")
        assert (answer.status, answer.headers["Retry-After"]) == (503, "0")
    monkeypatch.undo()
    assert reader.get("/documents/big.pdf").body == BIG


def test_what_goes_out_as_it_lies_there_is_no_screen_of_the_desk(store: Store) -> None:
    put(store, "/desk/press/", b"left over from somewhere")
    app = make_app(store.root, None)
    assert app.at_once(b"/en/story/", b"gzip", b"") is not None
    assert app.at_once(b"/desk/press/", b"gzip", b"") is None


def test_a_large_page_comes_as_the_client_takes_it(store: Store) -> None:
    words = BIG.hex().encode()
    put(store, "/sitemap.xml", words)
    app = make_app(store.root, None)
    packed, plain = Reader(app).get("/sitemap.xml"), Reader(app).get("/sitemap.xml", accept_encoding="")
    assert gzip.decompress(packed.body) == plain.body == words
    assert packed.headers["Content-Length"] == str(len(packed.body))
    assert plain.headers["ETag"] == f"W/{packed.headers['ETag']}"
    assert Reader(app).get("/sitemap.xml", if_none_match=packed.headers["ETag"]).status == 304


def test_headers_of_any_length_cost_nothing(reader: Reader) -> None:
    before = accepts_gzip.cache_info().currsize
    for number in range(3):
        answer = reader.get("/en/", accept_encoding=f"{number}, {'x' * 300_000}, gzip")
        assert answer.body == b"front"
        assert "Content-Encoding" not in answer.headers
    assert accepts_gzip.cache_info().currsize == before
    etag = reader.get("/en/").headers["ETag"]
    assert reader.get("/en/", if_none_match=f'"x", {etag}').status == 304
    assert reader.get("/en/", if_none_match=f'"x", {etag}' + "," * 300_000).status == 200
