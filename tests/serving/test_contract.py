"""``docs/contracts/printed-tree.md``, asked of both servers over the network: they answer alike."""

import os
import re
import signal
import socket
import threading
import time
from collections import Counter
from contextlib import ExitStack, suppress
from pathlib import Path
from posixpath import normpath
from unicodedata import normalize
from urllib.parse import quote, unquote

import pytest

from rotativa.press.models import Kind
from rotativa.press.packing import encoded
from rotativa.press.policy import carried
from rotativa.press.server.asgi import SENDING
from rotativa.press.server.connection import HEADER
from rotativa.press.serving import THREADS
from rotativa.press.store import Store
from tests.serving.conftest import FRAMES, SECOND, BuiltIn, put
from tests.serving.reading import Answer, Reader
from tests.support.nginx import Nginx
from tests.up.processes import below

PAGE_CACHING, PASSING, FOR_EVER = "max-age=0, stale-if-error=864000", "max-age=0", "max-age=31536000, immutable"
SECURITY = {name.lower(): value for name, value in carried(FRAMES)}
STORY = "<!doctype html>story " + "word " * 2000


def headers_of(answer: Answer) -> dict[str, str]:
    """What is left of the headers without those that every answer has."""
    assert {name: answer.headers.get(name) for name in SECURITY} == SECURITY
    return {name: value for name, value in answer.headers.items() if name not in SECURITY}


def page_headers(answer: Answer, **more: str) -> dict[str, str]:
    return {
        "content-type": "text/html; charset=utf-8",
        "cache-control": PAGE_CACHING,
        "vary": "Accept-Encoding",
        **more,
    }


@pytest.mark.parametrize("path", ["/desk/", "/desk/login/", quote("/desk/é/"), quote("/desk/é"), "/%64esk/%C3%A9/"])
def test_a_host_without_the_desk_passes_nothing_on_to_it(in_front: tuple[Nginx, int], path: str) -> None:
    reader = Reader(in_front[1])
    assert reader.get(path).status == 200, "at the host that has it"
    answer = reader.get(path, host="jornal.example")
    assert (answer.status, answer.text) == (404, "nothing here")
    assert headers_of(answer)["cache-control"] == PASSING
    assert reader.get(path, "POST", b"x=1", host="jornal.example").status == 405


@pytest.mark.parametrize(
    "path",
    [quote("/desk/../pt/é/"), quote("/desk/../pt/é"), "/%64esk%2f%2e%2e/pt/%C3%A9/", "/desk/login/../../pt/velho/"],
)
def test_no_dots_lead_past_nginx_to_the_desk(in_front: tuple[Nginx, int], store: Store, path: str) -> None:
    """What nginx reads as an address of the tree, the built-in server would read as one of the desk."""
    put(store, "/pt/velho/", b"/pt/conto/\n", Kind.MOVED)  # newer than the printed map: a question to that server
    answer = Reader(in_front[1]).get(path, host="jornal.example")
    assert (answer.status, answer.text) == (404, "nothing here")
    assert headers_of(answer)["cache-control"] == PASSING


def test_a_page(reader: Reader) -> None:
    answer = reader.get("/en/story/")
    assert (answer.status, answer.text) == (200, STORY)
    size = str(len(answer.body))
    etag = f'"{SECOND:x}-{int(size):x}"'
    assert headers_of(answer) == page_headers(
        answer, **{"content-encoding": "gzip", "content-length": size, "etag": etag}
    )
    assert reader.get("/en/story/?utm_source=/.x").body == answer.body
    assert reader.get("/").text == "editions"


@pytest.mark.parametrize("encoding", ["", "identity", "br", "gzip;q=0"])
def test_a_client_without_gzip_gets_the_page_too(reader: Reader, encoding: str) -> None:
    packed = reader.get("/en/story/")
    answer = reader.get("/en/story/", accept_encoding=encoding)
    assert (answer.status, answer.body.decode()) == (200, STORY)
    answer.headers.pop("content-length", "")  # nginx unpacks as it sends
    assert headers_of(answer) == page_headers(answer, etag=f"W/{packed.headers['etag']}")


def test_what_the_reader_has_is_not_sent_again(reader: Reader) -> None:
    etag = reader.get("/en/story/").headers["etag"]
    for known in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        answer = reader.get("/en/story/", if_none_match=known)
        assert (answer.status, answer.body) == (304, b"")
        assert headers_of(answer) == {"etag": etag, "cache-control": PAGE_CACHING, "vary": "Accept-Encoding"}
    assert reader.get("/en/story/", if_none_match=f"W/{etag}", accept_encoding="").status == 304
    assert reader.get("/en/story/", if_none_match='"other"').status == 200
    assert reader.get("/en/nothing/", if_none_match="*").status == 404


def test_neither_time_nor_part_is_asked(reader: Reader) -> None:
    assert reader.get("/en/story/", if_modified_since="Fri, 01 Jan 2100 00:00:00 GMT").status == 200
    for path, text in (("/en/story/", STORY), ("/pictures/0f3c.webp", "RIFF")):
        part = reader.get(path, range="bytes=0-1")
        assert (part.status, part.text) == (200, text)


def test_head_is_get_without_the_body(reader: Reader) -> None:
    for path in (
        "/en/story/",
        "/en/nothing/",
        "/en/old/",
        "/en/gone/",
        "/es/gone/",
        "/pictures/0f3c.webp",
        "/en/story",
    ):
        got, head = reader.get(path), reader.get(path, "HEAD")
        assert (head.status, head.headers, head.body) == (got.status, got.headers, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "PATCH"])
@pytest.mark.parametrize(
    "path", ["/en/story/", "/en/nothing/", "/en/old/", "/robots.txt", "/pictures/0f3c.webp", "/desk", "/.press/"]
)
def test_other_methods_are_refused(reader: Reader, method: str, path: str) -> None:
    answer = reader.get(path, method, b"x=1" if method in ("POST", "PUT", "PATCH") else None)
    assert answer.status == 405
    if method != "TRACE":  # which nginx refuses by itself
        assert (answer.headers["allow"], answer.text) == ("GET, HEAD", "This address can only be read.\n")
        assert headers_of(answer)["cache-control"] == PASSING


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/en/nothing/", 404, "not found"),
        ("/en/nothing", 404, "not found"),
        ("/en/a.xml", 404, "not found"),
        ("/en/story/x", 404, "not found"),
        ("/en/story/x/y/", 404, "not found"),
        ("/pictures/", 404, "nothing here"),
        ("/pictures", 404, "nothing here"),
        ("/pictures/none.webp", 404, "nothing here"),
        ("/assets/none.css", 404, "nothing here"),
        ("/xx/", 404, "nothing here"),
        ("/xx", 404, "nothing here"),
        (quote("/ar/🦊/"), 404, "لا توجد"),
        ("/en/gone/", 410, "withdrawn"),
        ("/es/gone/", 410, "This page was withdrawn.\n"),
        (quote("/ar/مضى/"), 410, "This page was withdrawn.\n"),
        ("/en/gone/2026-03/", 410, "withdrawn"),
        ("/en/topics/rain/", 410, "no topic"),
        ("/en/topics/rain/2026-03/", 410, "no topic"),
        ("/en/2026/03/quarry/", 410, "no quarry"),
        ("/en/2026/03/mine/", 410, "withdrawn"),
        ("/en/topics/sun/", 404, "not found"),
        ("/en/weather/", 410, "no section"),
        ("/en/weather/2026-03/", 410, "no section"),
        ("/en/old/2026-3/", 404, "not found"),
        ("/en/old/2026-03/x/", 404, "not found"),
        ("/en/old/2026-03", 404, "not found"),
        ("/en/nothing/2026-03/", 404, "not found"),
        ("/2026-03/", 404, "nothing here"),
    ],
)
def test_why_there_is_no_page_is_said_in_the_edition(reader: Reader, path: str, status: int, text: str) -> None:
    answer = reader.get(path)
    assert (answer.status, answer.text) == (status, text)
    told = headers_of(answer)
    told.pop("content-length")
    if text.endswith("\n"):
        assert told == {"content-type": "text/plain; charset=utf-8", "cache-control": PASSING}
    else:
        expected = page_headers(answer, **{"content-encoding": "gzip", "cache-control": PASSING})
        assert told == expected
    assert reader.get(path, accept_encoding="").text == text


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/en/old/", "/en/story/"),
        ("/en/old/?a=b", "/en/story/"),
        ("/en/older/", "/en/story/"),  # not in the printed map
        ("http://news.example/en/older/?a=b", "/en/story/"),
        (quote("/ar/قديم/"), quote("/ar/قصة-أولى/")),
        ("/en/old/2026-03/", "/en/story/2026-03/"),  # a month of a list that has moved
        ("/en/old/2026-03/?a=b", "/en/story/2026-03/"),
        ("/en/older/2026-03/", "/en/story/2026-03/"),
        (quote("/ar/قديم/2026-03/"), quote("/ar/قصة-أولى/2026-03/")),
        ("/en/story", "/en/story/"),
        ("/en/story?a=b", "/en/story/"),
        ("/en/gone", "/en/gone/"),
        ("/en/old", "/en/old/"),
        ("/desk", "/desk/"),
        (quote("/ar/قصة-أولى"), quote("/ar/قصة-أولى/")),
        (quote(normalize("NFD", "/ar/قصة-أولى/")), quote("/ar/قصة-أولى/")),
    ],
)
def test_one_address_leads_to_another(reader: Reader, path: str, location: str) -> None:
    answer = reader.get(path)
    assert (answer.status, answer.headers["location"]) == (301, location)
    assert headers_of(answer)["cache-control"] == PASSING


def test_other_scripts_and_signs(reader: Reader) -> None:
    assert reader.get(quote("/ar/قصة-أولى/")).text == "قصة"
    assert reader.get(quote("/es/a+b (c)&d%e'f,g;h=i@j/")).text == "signs"
    assert reader.get("/en%2Fstory/").text == STORY
    assert reader.get("/e%6E/stor%79/").text == STORY


@pytest.mark.parametrize(
    "path",
    [
        "/.press/worker/x/",
        "/.press/redirects.map",
        "/.press/",
        "/.press",
        "/.closed",
        "/en/old/.moved",
        "/en/gone/.gone",
        "/en/gone/%2egone",
        "/en//story/",
        "//en/story/",
        "/en/story//",
        "/en\\story/",
        "/en/%5cstory/",
        "/en/%ff/",
        "/en/%C0%AE%C0%AE/",
        "/en/" + "x" * 5000 + "/",
        "/en/index.html",
        "/en/index.html/",
        "/en/story/.gone",
        "/en/index.html.gz",
        "/en/index.html.gz/",
        "/index.html",
        "/index.html.gz",
        "/sitemap.xml.gz",
        "/assets/1a2b.css.gz",
        "/en/404.html.gz",
        "/en/story/%0d%0aX-Injected:%20yes",
    ],
)
def test_nothing_but_the_tree_can_be_read(reader: Reader, path: str) -> None:
    answer = reader.get(path)
    assert answer.status == 404
    assert answer.text == ("not found" if resolved(path).startswith("/en/") else "nothing here")
    headers_of(answer)


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/en/../en/story/", "/en/story/"),
        ("/en/./story/", "/en/story/"),
        ("/en/story/x/..", "/en/story/"),
        ("/en/%2E%2E/en/story/", "/en/story/"),
        ("/en%2f..%2fen/story/", "/en/story/"),
        ("/pictures/../en/story/", "/en/story/"),
        ("/en/story/index.html.gz/../", "/en/story/"),
        ("/pictures/../pictures/0f3c.webp", "/pictures/0f3c.webp"),
        ("/es/../en/story/.gone", "/en/story/.gone"),
        ("/en/../.press/redirects.map", "/.press/redirects.map"),
        ("/en/../desk/", "/en/nothing/"),
    ],
)
def test_dots_lead_where_they_are_resolved_to_or_nowhere(reader: Reader, path: str, meant: str) -> None:
    """nginx resolves them as browsers do, before they ask; the built-in server has no such address."""
    answer, plain = reader.get(path), reader.get(meant)
    assert (answer.status, answer.body) in ((404, answer.body), (plain.status, plain.body))
    assert answer.headers["cache-control"] == (plain.headers["cache-control"] if answer.status == 200 else PASSING)
    headers_of(answer)


def resolved(path: str) -> str:
    """A path as browsers understand it: the edition that it leads into says why there is nothing."""
    return f"{normpath(unquote(path, errors='replace'))}/"


@pytest.mark.parametrize(
    "path", ["/../secret", "/%2e%2e/secret", "/en/%2e%2e/%2e%2e/secret", "/en/story/%00", "/en/../../secret"]
)
def test_what_no_browser_sends_is_refused(reader: Reader, path: str) -> None:
    answer = reader.get(path)
    assert answer.status in (400, 404)  # nginx refuses to read them at all
    assert b"secret" not in answer.body


@pytest.mark.parametrize(
    ("path", "kind", "text", "packed"),
    [
        ("/pictures/0f3c.webp", "image/webp", "RIFF", False),
        ("/assets/5e6f.woff2", "font/woff2", "wOF2", False),
        ("/assets/1a2b.css", "text/css; charset=utf-8", "p{}", True),
        ("/assets/3c4d.svg", "image/svg+xml", "<svg/>", True),
    ],
)
def test_public_files(reader: Reader, path: str, kind: str, text: str, packed: bool) -> None:
    answer = reader.get(path)
    assert (answer.status, answer.text) == (200, text)
    size = len(answer.body)
    expected = {
        "content-type": kind,
        "cache-control": FOR_EVER if path.startswith("/assets/") else f"private, {FOR_EVER}",
        "etag": f'"{SECOND:x}-{size:x}"',
        "content-length": str(size),
    }
    assert headers_of(answer) == (
        expected | {"content-encoding": "gzip", "vary": "Accept-Encoding"} if packed else expected
    )
    assert reader.get(path, if_none_match=answer.headers["etag"]).status == 304


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("report.pdf", "application/pdf", True),
        ("notice.txt", "text/plain; charset=utf-8", True),
        ("figures.csv", "text/csv; charset=utf-8", False),
        ("figures.ods", "application/octet-stream", False),
        ("page.html", "text/html; charset=utf-8", False),  # which no door lets in
        ("thing.swf", "application/octet-stream", False),
    ],
)
def test_a_document_that_a_browser_could_run_is_kept_and_not_run(
    reader: Reader, name: str, kind: str, shown: bool
) -> None:
    answer = reader.get(f"/documents/0f3c-a-{name}")
    assert answer.status == 200
    told = headers_of(answer)
    assert (told["content-type"], told["cache-control"]) == (kind, "private, max-age=0"), "it may be taken back"
    assert told.get("content-disposition") == (None if shown else "attachment")
    assert reader.get("/documents/").status == reader.get("/documents/none.pdf").status == 404
    assert "content-disposition" not in reader.get("/documents/none.csv").headers


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/sitemap.xml", "application/xml"), ("/robots.txt", "text/plain"), ("/en/404.html", "text/html")],
)
def test_pages_with_a_name(reader: Reader, path: str, kind: str) -> None:
    answer = reader.get(path)
    assert answer.status == 200
    assert headers_of(answer)["content-type"] == f"{kind}; charset=utf-8"
    assert headers_of(answer)["cache-control"] == PAGE_CACHING


def test_what_is_replaced_is_seen_at_once(reader: Reader, store: Store) -> None:
    path = f"/en/replaced-{os.urandom(4).hex()}/"
    put(store, path, b"one")
    for number in range(1, 6):
        first = reader.get(path)
        put(store, path, b"n%d" % number, second=SECOND + number)
        second = reader.get(path, if_none_match=first.headers["etag"])
        assert (second.status, second.text) == (200, f"n{number}")
    put(store, path, b"", Kind.GONE)
    assert reader.get(path).status == 410
    put(store, path, b"/en/\n", Kind.MOVED)
    assert reader.get(path).headers["location"] == "/en/"
    put(store, path, b"back", second=SECOND + 9)
    assert reader.get(path).text == "back"
    store.remove(path)
    assert reader.get(path).status == 404


def test_an_address_that_changes_its_kind_is_never_missing(reader: Reader, store: Store) -> None:
    path = f"/en/changing-{os.urandom(4).hex()}/"
    put(store, path, b"", Kind.GONE)
    stopped = threading.Event()
    changing = threading.Thread(target=_change_until, args=(stopped, store, path))
    changing.start()
    try:
        seen: Counter[int] = Counter()
        end = time.monotonic() + 3
        while time.monotonic() < end:
            seen.update(reader.statuses(path, 100))
    finally:
        stopped.set()
        changing.join()
    assert seen.keys() == {200, 410}


def _change_until(stopped: threading.Event, store: Store, path: str) -> None:
    """Makes a withdrawn address a page and withdraws it, again and again, in the store's order, and much more often."""
    page, gone = store.file_of(path, Kind.PAGE), store.file_of(path, Kind.GONE)
    staged = [store.stage(path, kind, encoded(path, kind, b"x"), SECOND).beside for kind in (Kind.PAGE, Kind.GONE)]
    beside = staged[0].with_name("next")
    while not stopped.is_set():
        for source, new, old in ((staged[0], page, gone), (staged[1], gone, page)):
            os.link(source, beside)
            os.replace(beside, new)  # noqa: PTH105 as fast as can be
            os.unlink(old)  # noqa: PTH108
            time.sleep(0.0001)  # or it would change again while somebody looks again


def test_the_desk_is_passed_on(reader: Reader) -> None:
    answer = reader.get("/desk/a%20b/?x=/.y&z=1", "POST", b"word=1")
    assert answer.status == 200
    assert answer.headers["content-security-policy"] == "default-src 'self'"
    for told in (
        '"PATH_INFO": "/desk/a b/"',
        '"QUERY_STRING": "x=/.y&z=1"',
        '"REQUEST_METHOD": "POST"',
        '"body": "word=1"',
    ):
        assert told in answer.text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_application_that_fails_is_a_page(reader: Reader, method: str, store: Store) -> None:
    put(store, "/es/503.html", b"cerrado")
    answer = reader.get("/desk/es/broken/", method, b"x=1" if method == "POST" else None)
    assert (answer.status, answer.text) == (503, "cerrado")
    assert headers_of(answer)["cache-control"] == PASSING


def test_requests_that_never_end_keep_no_reader_and_no_editor_waiting(built_in: BuiltIn) -> None:
    asked = b"POST /desk/en/ HTTP/1.1\r\nHost: news.example\r\nContent-Length: 9\r\n\r\nhalf"
    reader = Reader(built_in.port)

    def begin(times: int, stack: ExitStack) -> None:
        for _ in range(times):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", built_in.port), timeout=20))
            connection.sendall(asked)

    with ExitStack() as stack:
        begin(THREADS * 2, stack)
        assert [reader.get("/desk/", "POST", b"x=1").status for _ in range(20)] == [200] * 20
        begin(SENDING - THREADS * 2, stack)
        while reader.get("/desk/", "POST", b"x=1").status == 200:
            pass  # they are still arriving
        assert [reader.get("/en/").status for _ in range(20)] == [200] * 20
        assert [reader.get("/desk/").status for _ in range(20)] == [200] * 20
        assert reader.get("/desk/en/", "POST", b"x=1").text == "closed"
    while reader.get("/desk/", "POST", b"x=1").status == 503:
        pass  # they are noticed to be gone


def test_who_connects_and_says_nothing_is_not_in_the_way(built_in: BuiltIn) -> None:
    reader = Reader(built_in.port)
    with ExitStack() as stack:
        idle = [
            stack.enter_context(socket.create_connection(("127.0.0.1", built_in.port), timeout=HEADER + 10))
            for _ in range(700)  # more than fitted before
        ]
        began = time.monotonic()
        for connection in idle:
            connection.sendall(b"GET /en/ HTTP/1.1\r\nHost: x\r\n")
        assert reader.get("/en/").status == 200
        assert time.monotonic() - began < HEADER - 1
        idle[0].settimeout(HEADER + 10)
        while idle[0].recv(1000):
            pass
        assert time.monotonic() - began < HEADER + 5, "it was hung up on"


def test_a_header_without_an_end_is_not_read_for_ever(built_in: BuiltIn) -> None:
    with socket.create_connection(("127.0.0.1", built_in.port), timeout=10) as connection:
        connection.sendall(b"GET /en/ HTTP/1.1\r\nHost: x\r\nX-Long: ")
        with suppress(ConnectionError):
            for _ in range(100):
                connection.sendall(b"x" * 4096)
                time.sleep(0.01)
            pytest.fail("it took 400 KB")
        with suppress(ConnectionError):
            assert connection.recv(100).startswith(b"HTTP/1.1 431 ")


def test_who_asks_for_much_and_takes_nothing_fills_no_memory(built_in: BuiltIn) -> None:
    assert built_in.process is not None
    workers = below(built_in.process.pid)

    def kilobytes() -> int:
        said = "".join(Path(f"/proc/{worker}/status").read_text() for worker in workers)
        return sum(int(size) for size in re.findall(r"VmRSS:\s+(\d+)", said))

    reader, asked = Reader(built_in.port), b"GET /en/story/ HTTP/1.1\r\nHost: news.example\r\n\r\n"
    before = kilobytes()
    with ExitStack() as stack:
        connection = stack.enter_context(socket.create_connection(("127.0.0.1", built_in.port), timeout=1))
        stack.enter_context(suppress(TimeoutError, ConnectionError))  # it is hung up on, or read no further
        for _ in range(400):
            connection.sendall(asked * 1000)  # of 10 KB each
    assert reader.get("/en/story/").status == 200
    assert kilobytes() - before < 50_000


def test_who_takes_nothing_keeps_no_editor_waiting(built_in: BuiltIn, store: Store) -> None:
    put(store, "/pictures/0abc.webp", os.urandom(1_000_000), Kind.FILE)
    asked = b"GET %b HTTP/1.1\r\nHost: news.example\r\nAccept-Encoding: gzip\r\n\r\n"
    with ExitStack() as stack:
        for _ in range(THREADS * 2):
            connection = stack.enter_context(socket.socket())
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.connect(("127.0.0.1", built_in.port))
            connection.sendall((asked % b"/pictures/0abc.webp" + asked % b"/desk/") * 8)
        assert [Reader(built_in.port).get("/desk/").status for _ in range(20)] == [200] * 20


def test_a_process_that_is_kept_waiting_is_not_killed(built_in: BuiltIn) -> None:
    """The machine has too much to do, or has to swap: connections and memory outlive that."""
    assert built_in.process is not None
    workers = below(built_in.process.pid)
    for worker in workers:
        os.kill(int(worker), signal.SIGSTOP)
    time.sleep(6)  # one more than uvicorn would wait
    for worker in workers:
        os.kill(int(worker), signal.SIGCONT)
    assert Reader(built_in.port).get("/en/").status == 200
    assert below(built_in.process.pid) == workers


def test_nginx_says_who_asks(in_front: tuple[Nginx, int]) -> None:
    told = Reader(in_front[1]).get(
        "/desk/x/", x_forwarded_for="6.6.6.6", x_forwarded_proto="gopher", x_forwarded_host="evil.example"
    )
    for line in (
        '"HTTP_X_FORWARDED_FOR": "6.6.6.6, 127.0.0.1"',
        '"HTTP_X_FORWARDED_PROTO": "http"',
        '"HTTP_X_FORWARDED_HOST": "news.example"',
        '"HTTP_HOST": "news.example"',
    ):
        assert line in told.text
    assert "gopher" not in told.text
    assert "evil" not in told.text


def test_an_edition_with_a_host_of_its_own(in_front: tuple[Nginx, int]) -> None:
    reader = Reader(in_front[1])

    def there(path: str) -> tuple[int, str]:
        answer = reader.get(path, host="jornal.example")
        return answer.status, answer.headers.get("location", "") or answer.text

    assert there("/") == (301, "/pt/")
    assert there("/pt/") == (200, "capa")
    assert there("/pt/conto/") == (200, "conto")
    assert there("/pt/conto") == (301, "/pt/conto/")
    assert there("/robots.txt") == (200, "User-agent: *")
    assert there("/pictures/0f3c.webp") == (200, "RIFF")
    assert there("/en/story/?x=1") == (301, "http://news.example/en/story/?x=1")
    assert there("/.press/redirects.map")[0] in (301, 404)
    assert there("/desk/")[0] == 404  # the desk is not reached by this name
    elsewhere = reader.get("/pt/conto/?x=1")
    assert (elsewhere.status, elsewhere.headers["location"]) == (301, "http://jornal.example/pt/conto/?x=1")


def test_nginx_reads_on_without_the_built_in_server(
    in_front: tuple[Nginx, int], built_in: BuiltIn, store: Store
) -> None:
    put(store, "/es/503.html", b"cerrado")
    reader = Reader(in_front[1])
    built_in.stop()
    try:
        assert reader.get("/en/story/").text == STORY
        assert reader.get("/en/old/").headers["location"] == "/en/story/"
        assert reader.get("/en/old/2026-03/").headers["location"] == "/en/story/2026-03/"
        assert reader.get("/en/gone/").status == 410
        assert reader.get("/en/nothing/").text == "not found"
        assert (reader.get(quote("/ar/🦊/")).status, reader.get(quote("/ar/🦊/")).text) == (404, "لا توجد")
        newer = reader.get("/en/older/")
        assert (newer.status, newer.text) == (503, "closed")
        for method in ("GET", "POST", "HEAD"):
            desk = reader.get("/desk/login/", method, b"x=1" if method == "POST" else None)
            assert desk.status == 503
            assert headers_of(desk)["cache-control"] == PASSING
            assert "can still be read" in desk.text or method == "HEAD"
            live = reader.get("/desk/es/x/", method, b"x=1" if method == "POST" else None)
            assert (live.status, live.text) == (503, "" if method == "HEAD" else "cerrado")
            assert live.headers["content-encoding"] == "gzip"
    finally:
        built_in.start()
    assert reader.get("/desk/login/").status == 200
