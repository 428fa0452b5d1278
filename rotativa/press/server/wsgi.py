"""Between ASGI and WSGI: a request as WSGI describes it (PEP 3333), and its answer on the way back."""

import asyncio
import sys
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from io import BytesIO
from threading import BoundedSemaphore
from typing import Any, Final
from urllib.parse import unquote_to_bytes
from wsgiref.util import FileWrapper

from rotativa.press.files import PIECE
from rotativa.press.policy import Headers
from rotativa.press.serving import take

Scope = Mapping[str, Any]

_UNPREFIXED: Final = ("CONTENT_TYPE", "CONTENT_LENGTH")
_CLOSED = "handler is closed"
"""What uvloop says when something is written to a connection that has just ended."""


class Gone(ConnectionError):
    """The client left."""


class Crowded(Exception):
    """Too many long answers are being sent."""


class Answer:
    """The answer to one request: begun by a WSGI callable in any thread, sent in the server's own."""

    def __init__(self, send: Any) -> None:
        self._send = send
        self._begin: dict[str, Any] | None = None
        self._begun = False

    def start(self, status: str, headers: Headers, *_exc_info: Any) -> None:
        """WSGI's ``start_response``. Nothing is sent before there is a body, so it may be called again until then."""
        self._begin = {
            "type": "http.response.start",
            "status": int(status[:3]),
            "headers": [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers],
        }

    async def send(self, body: bytes, *, more: bool = False) -> None:
        """Sends a piece, before the first one status and headers; waits for a client that is slow to take it.

        Raises ``Gone``.
        """
        if not self._begun:
            if self._begin is None:
                raise RuntimeError("the application answered without a status")
            self._begun = True
            await self._tell(self._begin)
        await self._tell({"type": "http.response.body", "body": body, "more_body": more})

    async def _tell(self, message: dict[str, Any]) -> None:
        try:
            await self._send(message)
        except RuntimeError as error:
            if _CLOSED in str(error):
                raise Gone from error
            raise


def pass_on(
    chunks: Iterable[bytes],
    answer: Answer,
    loop: asyncio.AbstractEventLoop,
    first: int = PIECE,
    places: BoundedSemaphore | None = None,
) -> None:
    """Sends what a callable gives, in pieces of a good size, and closes it; called in a thread, and waits there.

    Of what is longer than its ``first`` piece only so many are sent at once as there are ``places``. Raises
    ``Crowded`` where none is left; then nothing was sent.
    """

    def send(*, more: bool) -> None:
        piece = b"".join(kept)
        kept.clear()
        asyncio.run_coroutine_threadsafe(answer.send(piece, more=more), loop).result()

    kept: list[bytes] = []
    size, most, place = 0, first, ExitStack()
    try:
        for chunk in chunks:
            if size >= most:
                if places is not None and not take(places, place):
                    raise Crowded
                places = None
                send(more=True)
                size, most = 0, PIECE
            kept.append(chunk)
            size += len(chunk)
        send(more=False)
    finally:
        place.close()
        close = getattr(chunks, "close", None)
        if close is not None:
            close()


def environ_of(scope: Scope) -> dict[str, Any]:
    """A request as WSGI describes it, without its body."""
    host, port = scope["server"] or ("localhost", 0)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": scope["client"][0] if scope["client"] else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": _in_pieces,
    }
    for raw, value in scope["headers"]:
        if b"_" in raw:
            continue  # it would be taken for the one with a hyphen, which a server in front may have set
        name = raw.decode("latin-1").upper().replace("-", "_")
        name = name if name in _UNPREFIXED else f"HTTP_{name}"
        said = value.decode("latin-1")
        known = environ.get(name)
        environ[name] = said if known is None else f"{known}{'; ' if name == 'HTTP_COOKIE' else ','}{said}"
    return environ


def _in_pieces(file: Any, _size: int = 0) -> FileWrapper:
    return FileWrapper(file, PIECE)
