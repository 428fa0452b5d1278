"""What is kept out of the log: what is no news, and what anybody could fill it with."""

import logging
import re
import threading
import time
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import override

from rotativa.kit.disks import is_full
from rotativa.project.trouble import trouble

LONGEST = 300
"""Signs of a line, without its date and place; requests bring paths of any length."""

AT_ONCE = 5
"""So many lines of one kind are written in a window of time."""
WINDOW = 10.0
_MANY = 256
_OPENS = re.compile(r"(/desk/(?:shown|invitation|forgotten|address)/)[^\s\"']+")
"""Addresses of the desk that let in whoever knows them."""

_ASKED = ("django.request", "django.security", "rotativa.serving", "rotativa.health")
"""Those who log because somebody asked: as often as anybody likes."""


class StillThere(logging.Filter):
    """Drops failures of put-off jobs whose row is gone by then: Wagtail indexes rows that an edit may soon replace."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is worth a line."""
        kind = record.exc_info[0] if record.exc_info else None
        return not (kind and issubclass(kind, ObjectDoesNotExist) and "wagtail.tasks." in record.getMessage())


class Brief(logging.Filter):
    """Tells in one line of a database that cannot be used and of a full disk: no traceback says more about them."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Writes every record, this or that way."""
        error = record.exc_info[1] if record.exc_info else None
        if record.name.startswith(_ASKED) and isinstance(error, Exception):
            with override(None):
                said = trouble(error) or (str(error) if is_full(error) else "")
            if said:
                record.msg, record.args = f"{record.getMessage()[:LONGEST]}: {said}", ()
                record.exc_info = record.exc_text = None
        return True


class Short(logging.Formatter):
    """Cuts long messages, and links that open a door. Tracebacks stay whole."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 the library's name
        """The line, without what is too much of its message."""
        record.message = _OPENS.sub(r"\1…", record.message)
        if len(record.message) > LONGEST:
            record.message = f"{record.message[:LONGEST]} …"
        return super().formatMessage(record)


@dataclass
class _Seen:
    since: float
    lines: int = 0


class Sparing(logging.Filter):
    """Lets no visitor fill the log: of lines of one kind it writes the first few, and says later how many there were.

    Two lines are of one kind if one statement wrote them, about errors from one place.
    """

    def __init__(self) -> None:
        super().__init__()
        self._seen: dict[tuple[object, ...], _Seen] = {}
        self._lock = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is written."""
        if not record.name.startswith(_ASKED):
            return True
        now, kind = time.monotonic(), _kind(record)
        with self._lock:
            seen = self._seen.setdefault(kind, _Seen(now))
            if now - seen.since >= WINDOW:
                self._say_left_out(record, seen.lines - AT_ONCE)
                seen.since, seen.lines = now, 0
            seen.lines += 1
            while len(self._seen) > _MANY:
                del self._seen[next(iter(self._seen))]
            return seen.lines <= AT_ONCE

    def _say_left_out(self, record: logging.LogRecord, lines: int) -> None:
        if lines > 0:
            record.msg = f"{record.getMessage()[:LONGEST]} ({lines} lines like this one were left out)"
            record.args = ()


def _kind(record: logging.LogRecord) -> tuple[object, ...]:
    """By the place of the statement and of the error, not by words that may be a visitor's."""
    raised, place = None, None
    if record.exc_info and record.exc_info[0]:
        raised, trace = record.exc_info[0], record.exc_info[2]
        while trace is not None:
            place, trace = (trace.tb_frame.f_code, trace.tb_lineno), trace.tb_next
    words = record.msg if record.args else ""  # a message without a gap was put together by whoever wrote it
    return record.name, record.pathname, record.lineno, words, raised, place
