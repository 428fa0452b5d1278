"""The processes of a newsroom that is served, as Linux lists them."""

import os
import signal
import socket
from contextlib import suppress
from pathlib import Path


def below(number: int) -> set[int]:
    """All processes that this one started, and those that they started."""
    try:
        listed = Path(f"/proc/{number}/task/{number}/children").read_text()
    except OSError:
        return set()
    children = {int(child) for child in listed.split()}
    return children.union(*map(below, children))


def running(number: int, words: str) -> int | None:
    """The first process below this one whose command has these words."""
    for child in sorted(below(number)):
        with suppress(OSError):
            if words in Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode():
                return child
    return None


def alive(numbers: set[int]) -> set[int]:
    """Those of these processes that still run; one that ended and was not asked for yet does not."""
    return {number for number in numbers if _state(number) not in ("", "Z")}


def gone(number: int) -> bool:
    """Whether a process has ended with all its threads and what they held open; its main thread may end before."""
    return not Path(f"/proc/{number}").exists()


def kill(number: int | None) -> None:
    """kill -9."""
    assert number is not None
    os.kill(number, signal.SIGKILL)


def is_free(port: int) -> bool:
    """Whether a server could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _state(number: int) -> str:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""
