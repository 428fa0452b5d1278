"""What a request brings is bounded in time, size and number before the site hears of it."""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from rotativa.press.files import PIECE
from rotativa.press.server import asgi
from rotativa.press.server.asgi import DRAINED, SHORT, Application
from rotativa.press.server.tests.running import run
from rotativa.press.serving import make_app

MOST = 1000


class Client:
    """Sends these pieces, and then says nothing; keeps what it is answered."""

    def __init__(self, *pieces: bytes, ends: bool = True, address: str = "127.0.0.1", **headers: str) -> None:
        self._messages = [
            {"type": "http.request", "body": piece, "more_body": not ends or number < len(pieces) - 1}
            for number, piece in enumerate(pieces)
        ]
        self.headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        self.address = address
        self.status = 0
        self.body = b""

    async def receive(self) -> Any:
        if self._messages:
            return self._messages.pop(0)
        await asyncio.sleep(60)
        raise AssertionError("it was waited for")

    async def send(self, message: Any) -> None:
        self.status = message.get("status", self.status)
        self.body += message.get("body", b"")

    def scope(self, path: str = "/desk/") -> dict[str, Any]:
        return {
            "server": ("127.0.0.1", 8000),
            "client": (self.address, 50000),
            "scheme": "http",
            "method": "POST",
            "http_version": "1.1",
            "raw_path": path.encode(),
            "query_string": b"",
            "headers": self.headers,
            DRAINED: self.drained,
        }

    async def drained(self) -> None:
        """It has taken all that it was sent."""

    async def ask(self, application: Application) -> "Client":
        await application(self.scope(), self.receive, self.send)
        return self


def desk(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    """Says what it was told."""
    start("200 OK", [])
    told = f"{environ['CONTENT_LENGTH']} {environ.get('HTTP_X_FORWARDED_FOR')}:".encode()
    return [told, environ["wsgi.input"].read()]


@pytest.fixture
def application(tmp_path: Path) -> Application:
    return Application(make_app(tmp_path, lambda: desk), MOST)


def test_a_body_arrives_whole_and_its_length_is_what_came(application: Application) -> None:
    client = run(Client(b"one ", b"two", transfer_encoding="chunked").ask(application))
    assert (client.status, client.body) == (200, b"7 None:one two")


@pytest.mark.parametrize("said", [{"content_length": "5000"}, {"transfer_encoding": "chunked"}])
def test_of_what_is_too_large_the_site_hears_the_length_alone(application: Application, said: Any) -> None:
    client = run(Client(*[b"x" * 500] * 10, **said).ask(application))
    length, _, body = client.body.partition(b" ")
    assert int(length) > MOST
    assert body == b"None:"


def test_a_body_that_does_not_come_is_given_up(application: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "GRACE", 0.1)
    client = run(Client(b"half", ends=False, content_length="9").ask(application))
    assert (client.status, b"nothing was changed" in client.body) == (408, True)


@pytest.mark.parametrize(
    ("stranger", "others"),
    [
        ("192.0.2.1", ("192.0.2.1", "192.0.2.1", "192.0.2.2")),
        ("2001:db8::1", ("2001:db8::2", "2001:db8::ffff:1", "2001:db8:0:1::1")),  # of one line: as many as one likes
    ],
)
def test_one_address_takes_only_a_part_of_the_places(
    application: Application, monkeypatch: pytest.MonkeyPatch, stranger: str, others: tuple[str, ...]
) -> None:
    monkeypatch.setattr(asgi, "FROM_ONE", 2)
    monkeypatch.setattr(asgi, "GRACE", 0.3)

    async def several() -> list[int]:
        sent = [stranger, *others[:-1]]
        stuck = [Client(b"half", ends=False, content_length="9", address=address) for address in sent]
        other = Client(b"all", content_length="3", address=others[-1])
        return [one.status for one in await asyncio.gather(*(each.ask(application) for each in (*stuck, other)))]

    assert run(several()) == [408, 408, 503, 200]
    last = Client(b"all", content_length="3", address=stranger)
    assert run(last.ask(application)).status == 200, "places are given back"


def test_one_customer_takes_only_a_part_of_them_from_however_many_lines(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asgi, "FROM_NEAR", 2)
    monkeypatch.setattr(asgi, "GRACE", 0.3)

    async def several() -> list[int]:
        sent = ("2001:db8:0:1::1", "2001:db8:0:2::1", "2001:db8:0:3::1")
        stuck = [Client(b"half", ends=False, content_length="9", address=address) for address in sent]
        other = Client(b"all", content_length="3", address="2001:db8:1:1::1")
        return [one.status for one in await asyncio.gather(*(each.ask(application) for each in (*stuck, other)))]

    assert run(several()) == [408, 408, 503, 200]
    again = Client(b"all", content_length="3", address="2001:db8:0:3::1")
    assert run(again.ask(application)).status == 200, "places are given back"


def test_what_is_brought_fills_only_so_much_of_the_disk(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asgi, "GRACE", 0.3)
    monkeypatch.setattr(asgi, "ROOM", 3)
    monkeypatch.setattr(asgi, "_IN_MEMORY", 100)

    async def several(brought: Iterable[tuple[str, int]]) -> list[int]:
        stuck = [Client(b"x" * size, ends=False, content_length="999", address=address) for address, size in brought]
        return [one.status for one in await asyncio.gather(*(each.ask(application) for each in stuck))]

    many = [(f"192.0.2.{number}", 980) for number in range(4)]
    assert run(several([*many, ("192.0.2.9", 100)])) == [408, 408, 408, 503, 408], "what is short lies on no disk"
    monkeypatch.setattr(asgi, "ROOM_OF_ONE", 1)
    assert run(several([("192.0.2.1", 600), ("192.0.2.2", 600), ("198.51.100.1", 600)])) == [408, 503, 408]
    lines = [(f"2001:db8:7:{number}::1", 600) for number in range(2)]
    assert run(several([*lines, ("2001:db8:8::1", 600)])) == [408, 503, 408], "however many lines a customer has"
    assert run(several([("127.0.0.1", 600)] * 3)) == [408, 408, 408], "and it is given back"


def test_a_header_that_only_looks_like_another_is_not_passed_on(application: Application) -> None:
    client = Client(b"x", content_length="1")
    client.headers.append((b"x_forwarded_for", b"6.6.6.6"))
    assert run(client.ask(application)).body == b"1 None:x"


def test_only_some_long_answers_are_sent_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each keeps a thread, and its place among them is given back."""
    monkeypatch.setattr(asgi, "LONG", 1)

    def download(_environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [])
        return [b"x" * PIECE] * (2 * SHORT // PIECE)

    class Slow(Client):
        async def send(self, message: Any) -> None:
            await super().send(message)
            if message.get("more_body"):
                await taken.wait()

    async def ask() -> list[tuple[int, int]]:
        application = Application(make_app(tmp_path, lambda: download), MOST)
        slow, other, later = Slow(), Client(), Client()
        async with asyncio.TaskGroup() as asking:
            asking.create_task(slow.ask(application))
            while not slow.body:
                await asyncio.sleep(0.01)
            await other.ask(application)
            taken.set()
        await later.ask(application)
        return [(one.status, len(one.body)) for one in (slow, later)] + [(other.status, 0)]

    taken = asyncio.Event()
    assert run(ask()) == [(200, 2 * SHORT), (200, 2 * SHORT), (503, 0)]
