"""One client's connection: uvicorn's, with a short way for printed pages and an end for everything that takes too long.

uvicorn parses (httptools) and keeps the order of answers. A ``GET`` of a page that lies in memory is answered before
its request becomes a task; every other request goes uvicorn's way, to the application of ``asgi``.
"""

import asyncio
from typing import Any, Final, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from rotativa.press.server.asgi import DRAINED, Application

HEADER: Final = 5.0
"""Seconds in which a client says what it wants; idle connections end after them, too."""
STALLED: Final = 60.0
"""Seconds in which a client must take something of what it is being sent."""
CONNECTIONS: Final = 4096
"""So many connections a process holds; further ones are hung up on."""
WAITING: Final = 256
"""So many requests of one connection wait for their turn; whoever asks for more before an answer is hung up on."""
LONGEST_HEADER: Final = 64 * 1024
"""Bytes of a request before its body, over several packets."""
MOST_FIELDS: Final = 200
"""So many header fields are taken. Very small ones weigh much more in memory than on their way."""

_LOOK = HEADER / 2
_SPECIAL = frozenset(
    {b"connection", b"content-length", b"expect", b"if-modified-since", b"range", b"transfer-encoding", b"upgrade"}
)
"""Whoever sends one of these is answered the long way."""
_TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


class Connection(HttpToolsProtocol):
    """A client, from its first byte to the end of the connection."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._site = cast("Application", self.app).site
        self._since = 0.0  # when the client was last expected to say something
        self._left = 0  # bytes that it had still to take when we last looked
        self._taken = 0.0  # when that was last seen to be another number
        self._asking = False  # whether a request has begun whose header is not complete
        self._asked = 0  # bytes that came since the packet in which it began
        self._crowded = False  # whether it has more fields than are taken
        self._short = True  # whether the request that arrives may be answered at once
        self._answered = False  # whether it was
        self._accepts = self._known = b""
        self._watch: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        super().connection_made(transport)
        self._since = self.loop.time()
        if len(self.connections) > CONNECTIONS:
            transport.abort()
            return
        self._watch = self.loop.call_later(_LOOK, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._watch is not None:
            self._watch.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._asked += len(data)
        super().data_received(data)
        if self._asking and self._asked > LONGEST_HEADER:
            self._refuse()

    def _refuse(self) -> None:
        """Says that this is too much before a body, and hangs up."""
        if not self.transport.is_closing():
            self.transport.write(_TOO_LONG)
            self.transport.close()

    def on_message_begin(self) -> None:
        self._asking, self._asked, self._short, self._answered = True, 0, True, False
        self._crowded = False
        self._accepts = self._known = b""
        self._since = self.loop.time()
        self.url = b""
        self.headers = []
        self.expect_100_continue = False

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self._asking:
            return  # behind a body in pieces: no length bounds it, and nobody here reads it
        if len(self.headers) >= MOST_FIELDS:
            self._crowded = True
            return
        name = name.lower()
        if name == b"accept-encoding":
            self._accepts = value
        elif name == b"if-none-match":
            self._known = value
        elif name in _SPECIAL and not (name == b"connection" and value.lower() == b"keep-alive"):
            self._short = False
            self.expect_100_continue |= name == b"expect" and value.lower() == b"100-continue"
        self.headers.append((name, value))

    def on_headers_complete(self) -> None:
        self._asking = False
        if self._crowded:
            self._answered = True
            self._refuse()
            return
        if self._short and self._is_free() and self._answer_at_once():
            self._answered = True
            return
        if len(self.pipeline) >= WAITING:
            self._answered = True  # nothing more of it is looked at
            self.transport.abort()
            return
        url, headers, expects = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self.url, self.expect_100_continue = url, expects
        self.headers.extend(headers)
        cast("Any", self.scope)[DRAINED] = self.flow.drain
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self._answered:
            super().on_body(body)

    def on_message_complete(self) -> None:
        if not self._answered:
            super().on_message_complete()

    def on_response_complete(self) -> None:
        self._since = self.loop.time()
        super().on_response_complete()
        if self.pipeline:
            self.flow.pause_reading()  # who has asked enough is read on when that is answered

    def _is_free(self) -> bool:
        """Whether nothing that was asked before is still being answered, and the client takes what it is sent."""
        return (self.cycle is None or self.cycle.response_complete) and not self.flow.write_paused

    def _answer_at_once(self) -> bool:
        parser = self.parser
        if parser.get_method() != b"GET" or parser.get_http_version() != "1.1":
            return False
        found = self._site.at_once(self.url, self._accepts, self._known)
        if found is None:
            return False
        head, body = found
        [(_, date)] = self.server_state.default_headers
        self.transport.writelines((b"%bdate: %b\r\n\r\n" % (head, date), body))
        return True

    def _look(self) -> None:
        """Ends the connection of whoever takes too long; looks again in a while."""
        now, left = self.loop.time(), self.transport.get_write_buffer_size()
        if left != self._left:
            self._left, self._taken = left, now
        if left:  # an answer is on its way: it is cut short for nobody who takes it, however slowly
            is_late = now - self._taken > STALLED
        else:
            is_late = (self._asking or self._is_free()) and now - max(self._since, self._taken) > HEADER
        if is_late:
            self.transport.abort()
            return
        self._watch = self.loop.call_later(_LOOK, self._look)
