"""The application that uvicorn runs: our WSGI callable, in threads where it waits for something.

What a request brings is gathered before a thread is taken, so that whoever sends it slowly keeps nobody else waiting.
Printed pages are read right here: a file of the tree is in the system's memory sooner than another thread would wake.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from typing import Any, Final

from rotativa.kit.clients import Networks, client_of, hand_of, neighbourhood_of
from rotativa.press.server.wsgi import Answer, Crowded, Gone, Scope, environ_of, pass_on
from rotativa.press.serving import THREADS, Site

GRACE: Final = 20.0
"""Seconds for the body of a request; after them it must have come with ``SLOWEST`` bytes a second, all in all."""
SLOWEST: Final = 2048.0
SENDING: Final = 256
"""So many requests may be bringing something at once, and of these so many from one address that is not ours."""
FROM_ONE: Final = 32
FROM_NEAR: Final = 128
"""So many from addresses that one customer of a provider may have: of version 6, thousands of hands."""
ROOM: Final = 16
ROOM_OF_ONE: Final = 8
"""So many bodies of the largest size all of these may fill with what they bring, and so many those that one customer of
a provider may have sent: places alone would let strangers fill the disk on which bodies lie. What is short lies on
none, and counts for nothing: whoever fills the room keeps nobody from logging in, nor from saving."""
LONG: Final = 24
"""So many long answers of the application are sent at once: each keeps a thread until the client has taken it."""
SHORT: Final = 1024 * 1024
"""Bytes of an answer that is handed over whole, however slowly it is taken then."""
DRAINED: Final = "rotativa.drained"
"""Under this name a request brings what waits until its client has taken what it was sent before."""
_OURS = ("127.0.0.1", "::1")
_IN_MEMORY = 1024 * 1024
"""Bytes of a body that lies on no disk."""
_TOO_SLOW = b"What you sent did not come in time, and nothing was changed: please try again.\n"


class TooSlow(TimeoutError):
    """The body did not come in time."""


class Full(Exception):
    """What others are bringing leaves no room for the body."""


@dataclass
class Application:
    """The ASGI application over a site."""

    site: Site
    most: int
    """Bytes of a body that are taken. Of a larger one the site hears the length, and nothing else."""
    trusted: Networks = ()
    """Servers in front of us, which say who asks."""
    _threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(THREADS, "request"))
    _sending: Counter[str] = field(default_factory=Counter)
    _near: Counter[str] = field(default_factory=Counter)
    _brought: Counter[str] = field(default_factory=Counter)  # bytes
    _long: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(LONG))

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Answers one request. A client that leaves ends it."""
        environ, answer = environ_of(scope), Answer(send)
        with suppress(Gone):
            await scope[DRAINED]()
            if not self.site.is_live(environ["PATH_INFO"]):
                await self._read(environ, answer)
            elif not _has_body(environ):
                await self._run(environ, answer)
            else:
                await self._take(environ, receive, answer)

    async def _read(self, environ: dict[str, Any], answer: Answer) -> None:
        """Answers from the tree. Only large files need a thread."""
        chunks = self.site(environ, answer.start)
        if isinstance(chunks, list):
            await answer.send(b"".join(chunks))
        else:
            await self._in_thread(partial(pass_on, chunks, answer, asyncio.get_running_loop()))

    async def _run(self, environ: dict[str, Any], answer: Answer) -> None:
        loop = asyncio.get_running_loop()

        def run() -> None:
            try:
                pass_on(self.site(environ, answer.start), answer, loop, SHORT, self._long)
            except Crowded:
                pass_on(self.site.turn_away(environ, answer.start), answer, loop)

        await self._in_thread(run)

    async def _in_thread(self, work: Any) -> None:
        await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def _take(self, environ: dict[str, Any], receive: Any, answer: Answer) -> None:
        """Gathers what the request brings, and runs the site then. Raises ``Gone``."""
        client = client_of(environ, self.trusted)
        with self._place(client) as has_place:
            if not has_place:
                await self._turn_away(environ, answer)
                return
            with SpooledTemporaryFile(max_size=_IN_MEMORY) as body, self._room(client) as take:
                try:
                    await self._gather(environ, body, receive, take)
                except Full:
                    await self._turn_away(environ, answer)
                except TooSlow:
                    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close")]
                    answer.start("408 Request Timeout", [*headers, ("Content-Length", str(len(_TOO_SLOW)))])
                    await answer.send(_TOO_SLOW)
                else:
                    await self._run(environ, answer)

    async def _turn_away(self, environ: dict[str, Any], answer: Answer) -> None:
        await answer.send(b"".join(self.site.turn_away(environ, answer.start)))

    @contextmanager
    def _room(self, client: str) -> Iterator[Callable[[int], None]]:
        """Takes room for so many more bytes of one body, until it is done with. Raises ``Full``."""
        near = neighbourhood_of(client)
        size = taken = 0
        most = self.most * (ROOM if hand_of(client) in _OURS else ROOM_OF_ONE)

        def take(more: int) -> None:
            nonlocal size, taken
            size += more
            if size <= _IN_MEMORY:
                return
            added = size - taken
            if self._brought.total() + added > self.most * ROOM or self._brought[near] + added > most:
                raise Full
            taken = size
            self._brought[near] += added

        try:
            yield take
        finally:
            self._brought[near] -= taken
            self._brought += Counter()

    @contextmanager
    def _place(self, client: str) -> Iterator[bool]:
        """A place among those who bring something: whether there was one."""
        hand, near = hand_of(client), neighbourhood_of(client)
        one, some = (SENDING, SENDING) if hand in _OURS else (FROM_ONE, FROM_NEAR)
        if self._sending.total() >= SENDING or self._sending[hand] >= one or self._near[near] >= some:
            yield False
            return
        self._sending[hand] += 1
        self._near[near] += 1
        try:
            yield True
        finally:
            self._sending[hand] -= 1
            self._near[near] -= 1
            self._sending += Counter()  # forgets who brings nothing
            self._near += Counter()

    async def _gather(self, environ: dict[str, Any], body: Any, receive: Any, take: Callable[[int], None]) -> None:
        """Puts the body into ``environ``, to be read from its start. Raises ``TooSlow``, ``Full`` and ``Gone``."""
        said = environ.get("CONTENT_LENGTH", "")
        if said.isdecimal() and int(said) > self.most:
            return
        size, more = 0, True
        began = asyncio.get_running_loop().time()
        while more and size <= self.most:
            try:
                async with asyncio.timeout_at(began + GRACE + size / SLOWEST):
                    message = await receive()
            except TimeoutError as error:
                raise TooSlow from error
            if message["type"] == "http.disconnect":
                raise Gone
            take(len(message["body"]))
            body.write(message["body"])
            size += len(message["body"])
            more = message["more_body"]
        environ["CONTENT_LENGTH"] = str(size)
        if not more:
            body.seek(0)
            environ["wsgi.input"] = body


def _has_body(environ: dict[str, Any]) -> bool:
    return environ.get("CONTENT_LENGTH", "0") not in ("", "0") or "HTTP_TRANSFER_ENCODING" in environ
