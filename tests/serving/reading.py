"""A client that sends exactly what a test says, and shows exactly what came back."""

import re
import socket
import time
from dataclasses import dataclass
from gzip import decompress
from http.client import HTTPConnection

IGNORED = frozenset({"date", "server", "connection", "keep-alive", "transfer-encoding"})
"""Of the connection, not of the answer."""


@dataclass(frozen=True)
class Answer:
    """Status, headers by small name, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body, decompressed."""
        packed = self.headers.get("content-encoding") == "gzip"
        return (decompress(self.body) if packed and self.body else self.body).decode()


@dataclass(frozen=True)
class Reader:
    """Asks a server on this machine."""

    port: int

    def get(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """The answer to one request; ``path`` goes out as it is. Headers are written with underscores."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        given = {"host": "news.example", "accept_encoding": "gzip", **headers}
        sent = {name.replace("_", "-"): value for name, value in given.items() if value}
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in sent.items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("content-length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            pairs = [(name.lower(), value) for name, value in response.getheaders()]
            names = [name for name, _ in pairs]
            assert len(names) == len(set(names)), f"sent twice: {names}"
            return Answer(
                response.status, {name: value for name, value in pairs if name not in IGNORED}, response.read()
            )
        finally:
            connection.close()

    def statuses(self, path: str, times: int) -> list[int]:
        """The statuses of many requests for one path, sent at once: as fast as the server can answer."""
        request = f"HEAD {path} HTTP/1.1\r\nHost: news.example\r\nAccept-Encoding: gzip\r\n"
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.sendall(f"{request}\r\n".encode() * (times - 1) + f"{request}Connection: close\r\n\r\n".encode())
            said = b"".join(iter(lambda: connection.recv(65536), b""))
        found = [int(status) for status in re.findall(rb"HTTP/1.1 (\d{3}) ", said)]
        assert len(found) == times
        return found

    def wait(self, seconds: float = 20) -> None:
        """Waits until it answers."""
        end = time.monotonic() + seconds
        while True:
            try:
                self.get("/")
            except OSError:
                assert time.monotonic() < end, "the server did not start"
                time.sleep(0.05)
            else:
                return
