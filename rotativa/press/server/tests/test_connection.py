"""Who takes slowly gets all of it; who takes nothing, or says too much, is hung up on."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import uvloop
from uvicorn import Config
from uvicorn.server import ServerState

from rotativa.press.server import connection
from rotativa.press.server.asgi import Application
from rotativa.press.server.connection import Connection
from rotativa.press.server.tests.running import run
from rotativa.press.serving import make_app

PAGE = b"page " * 10_000
PICTURE = bytes(range(256)) * 800
Talk = Callable[[socket.socket, Connection], Any]


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "HEADER", 0.3)
    monkeypatch.setattr(connection, "STALLED", 1.0)
    monkeypatch.setattr(connection, "_LOOK", 0.02)


@pytest.fixture
def meet(tmp_path: Path) -> Callable[[Talk], Any]:
    """Lets a client talk with the server over a connection that holds little on its way."""
    (tmp_path / "pictures").mkdir()
    (tmp_path / "page.txt").write_bytes(PAGE)
    (tmp_path / "pictures" / "large.webp").write_bytes(PICTURE)
    application = Application(make_app(tmp_path), 1000)

    async def meeting(talk: Talk) -> Any:
        client, served = socket.socketpair()
        for end in (client, served):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2048)
            end.setblocking(False)
        config = Config(application, interface="asgi3", ws="none", proxy_headers=False, log_config=None)
        state = ServerState()
        state.default_headers = [(b"date", b"today")]
        loop = asyncio.get_running_loop()
        transport, protocol = await loop.connect_accepted_socket(lambda: Connection(config, state, {}), served)
        with client:
            try:
                return await talk(client, protocol)
            finally:
                transport.abort()
                await asyncio.sleep(0.01)

    return lambda talk: run(meeting(talk), uvloop.new_event_loop)


def asks(path: str, more: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: news.example\r\nAccept-Encoding: gzip\r\n{more}\r\n".encode()


async def take(client: socket.socket, size: int, pause: float) -> bytes:
    """What comes until the server hangs up, or the answer is whole; so much at a time."""
    loop, found = asyncio.get_running_loop(), b""
    with suppress(ConnectionError):
        while piece := await asyncio.wait_for(loop.sock_recv(client, size), 5):
            found += piece
            head, _end, body = found.partition(b"\r\n\r\n")
            if b"content-length: %d" % len(body) in head:
                break
            await asyncio.sleep(pause)
    return found.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize(
    ("path", "more", "whole"),
    [("/page.txt", "", PAGE), ("/page.txt", "Connection: close\r\n", PAGE), ("/pictures/large.webp", "", PICTURE)],
)
def test_who_takes_slowly_gets_all_of_it(meet: Callable[[Talk], Any], path: str, more: str, whole: bytes) -> None:
    async def talk(client: socket.socket, _served: Connection) -> bytes:
        await asyncio.get_running_loop().sock_sendall(client, asks(path, more))
        return await take(client, 4096, 0.04)

    assert meet(talk) == whole


def test_who_takes_nothing_is_hung_up_on(meet: Callable[[Talk], Any]) -> None:
    async def talk(client: socket.socket, _served: Connection) -> bytes:
        await asyncio.get_running_loop().sock_sendall(client, asks("/pictures/large.webp"))
        await asyncio.sleep(1.5)
        return await take(client, 1_000_000, 0)

    assert len(meet(talk)) < len(PICTURE)


def test_what_comes_behind_a_body_is_not_kept(meet: Callable[[Talk], Any]) -> None:
    async def talk(client: socket.socket, served: Connection) -> int:
        begin = b"POST /desk/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
        await asyncio.get_running_loop().sock_sendall(client, begin + b"x: y\r\n" * 1000)
        await asyncio.sleep(0.05)
        return len(served.headers)

    assert meet(talk) == 2


def test_who_asks_for_too_much_before_an_answer_is_hung_up_on(meet: Callable[[Talk], Any]) -> None:
    async def talk(client: socket.socket, served: Connection) -> int:
        loop = asyncio.get_running_loop()
        with suppress(ConnectionError):
            await asyncio.wait_for(loop.sock_sendall(client, asks("/page.txt", "Range: bytes=0-1\r\n") * 2000), 5)
        await asyncio.sleep(0.05)
        assert served.transport.is_closing()
        return len(served.pipeline)

    assert meet(talk) <= connection.WAITING


def test_very_many_fields_are_refused_and_not_kept(meet: Callable[[Talk], Any]) -> None:
    async def say(client: socket.socket, protocol: Connection) -> tuple[bytes, int]:
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(client, b"GET /page.txt HTTP/1.1\r\nHost: x\r\n")
        for _ in range(50):
            await loop.sock_sendall(client, b"a:\r\n" * 20)
        await asyncio.sleep(0.05)
        kept = len(protocol.headers)
        await loop.sock_sendall(client, b"\r\n")
        return await loop.sock_recv(client, 100), kept

    answer, kept = meet(say)
    assert answer.startswith(b"HTTP/1.1 431 ")
    assert kept == connection.MOST_FIELDS
