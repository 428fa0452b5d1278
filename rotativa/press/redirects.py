"""The redirects of the tree in one file, for nginx, which cannot read where a marker leads.

The file lies in the workshop and is never served. It is only a shortcut: nginx asks it where there is a marker, and
passes on to the built-in server what the file does not have. So it may be late, and leaves out whatever nginx could not
take: what is there must be right, and must never keep nginx from starting.
"""

import logging
import re
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from rotativa.addresses import queries as addresses
from rotativa.press import standing
from rotativa.press.markers import NAME
from rotativa.press.models import Kind, Log, Printed
from rotativa.press.placing import hash_of
from rotativa.press.requests import location_of
from rotativa.press.store import Store

log = logging.getLogger("rotativa.press")

FILE = "redirects.map"
LONGEST = 1500
"""Bytes of a path, either one. nginx reads words of less than 4096 bytes, and one has to fit its map's bucket."""

_AT_ONCE = 2000
_OVERLAP = 1000
"""Rows of the printed log that are looked at again: several workers number theirs before they commit."""
_PAUSE = 60.0
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_HEAD = b"# Written by the press. Where old addresses lead; every other marker is read by the built-in server.\n"


Known = dict[str, tuple[bytes, str]]
"""Redirects by their path: the hash of the marker, and the line for nginx."""


def as_map(lines: Mapping[str, str]) -> bytes:
    """The content of an nginx ``map``, of the ``line`` of each path.

    nginx tells no capital letter in a map from a small one, and refuses a key that comes twice. Of those neither is
    written.
    """
    times = Counter(path.encode().lower() for path in lines)
    return _HEAD + "".join(each for path, each in lines.items() if times[path.encode().lower()] == 1).encode()


def line(path: str, target: str) -> str:
    """The line of a redirect, its target percent-encoded; empty where nginx could not take it."""
    location = location_of(target)
    if len(path.encode()) > LONGEST or len(location) > LONGEST or _CONTROL.search(path):
        return ""
    return f'{_quoted(path)} "{location}";\n'


def printed_redirects(known: Known) -> Known:
    """Every marker that leads somewhere, as the tree has them.

    What is ``known`` with the same hash leads to the same place, and is not asked for again.
    """
    rows = Printed.objects.filter(surface=NAME, kind=Kind.MOVED, present=True).order_by("argument")
    found: Known = {}
    last = ""
    while batch := list(rows.filter(argument__gt=last).values_list("argument", "path", "hash")[:_AT_ONCE]):
        new = []
        for argument, path, digest in batch:
            before = known.get(path)
            if before is not None and before[0] == digest:
                found[path] = before
            else:
                new.append((argument.partition(" ")[0], path, bytes(digest or b"")))
        targets = addresses.current_paths(thing for thing, _, _ in new)
        for thing, path, digest in new:
            target = targets.get(thing)
            # What addresses say may be ahead of the tree: then the marker still leads to a page that is still there.
            if target is not None and hash_of(f"{target}\n".encode()) == digest:
                found[path] = digest, line(path, target)
        last = batch[-1][0]
    return found


class Keeper:
    """Keeps the file as the tree is, by looking now and then."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store or Store(Path(settings.ROTATIVA_TREE), "redirects")
        self._head: int | None = None
        self._seen: set[int] = set()
        self._known: Known = {}
        self._not_before = 0.0

    def look(self) -> bool:
        """Writes the file again if markers were printed since the last look. Whether it has changed."""
        if time.monotonic() < self._not_before:
            return False
        head = standing.head_of_log()
        since = max(0, (self._head or 0) - _OVERLAP)
        markers = set(Log.objects.filter(id__gt=since, id__lte=head, surface=NAME).values_list("id", flat=True))
        changed = False
        if self._head is None or markers - self._seen:
            try:
                self._known = printed_redirects(self._known)
                changed = self._store.keep(FILE, as_map({path: each for path, (_, each) in self._known.items()}))
            except OSError as error:
                log.error("The redirects for nginx could not be written (%s); tried again in %.0f s", error, _PAUSE)
                self._not_before = time.monotonic() + _PAUSE
                return False
        self._head, self._seen = head, markers
        return changed


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
