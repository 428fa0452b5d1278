"""The redirects of the tree in one file, for nginx, which cannot read where a marker leads.

The file lies in the workshop and is never served. It is only a shortcut: nginx asks it where there is a marker, and
passes on to the built-in server what the file does not have. So it may be late, and leaves out whatever nginx could not
take: what is there must be right, and must never keep nginx from starting.
"""

import logging
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import Max

from rotativa.addresses import queries as addresses
from rotativa.kit.things import Thing
from rotativa.press.markers import NAME
from rotativa.press.models import Kind, Log, Printed
from rotativa.press.placing import hash_of
from rotativa.press.serving import location_of
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
_SMALL = {letter: letter + 32 for letter in range(ord("A"), ord("Z") + 1)}


def as_map(redirects: Iterable[tuple[str, str]]) -> bytes:
    """The content of an nginx ``map`` from each path to its target, percent-encoded.

    nginx tells no capital letter in a map from a small one, and refuses two keys that are one to it: of those neither
    is written.
    """
    pairs = [(path, location_of(target)) for path, target in redirects]
    fit = [(path, target) for path, target in pairs if _is_fit(path) and len(target) <= LONGEST]
    times = Counter(path.translate(_SMALL) for path, _ in fit)
    lines = (f'{_quoted(path)} "{target}";\n' for path, target in fit if times[path.translate(_SMALL)] == 1)
    return _HEAD + "".join(lines).encode()


def printed_redirects() -> Iterator[tuple[str, str]]:
    """Every marker that leads somewhere, with the path in it, as the tree has them."""
    rows = Printed.objects.filter(surface=NAME, kind=Kind.MOVED, present=True).order_by("argument")
    last = ""
    while batch := list(rows.filter(argument__gt=last).values_list("argument", "path", "hash")[:_AT_ONCE]):
        things = {path: Thing(argument.partition(" ")[0]) for argument, path, _ in batch}
        targets = addresses.current_paths(things.values())
        for _, path, digest in batch:
            target = targets.get(things[path])
            # What addresses say may be ahead of the tree: then the marker still leads to a page that is still there.
            if target is not None and digest is not None and hash_of(f"{target}\n".encode()) == bytes(digest):
                yield path, target
        last = batch[-1][0]


class Keeper:
    """Keeps the file as the tree is, by looking now and then."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store or Store(Path(settings.ROTATIVA_TREE), "redirects")
        self._head: int | None = None
        self._seen: set[int] = set()
        self._not_before = 0.0

    def look(self) -> bool:
        """Writes the file again if markers were printed since the last look. Whether it has changed."""
        if time.monotonic() < self._not_before:
            return False
        head = Log.objects.aggregate(last=Max("id"))["last"] or 0
        since = max(0, (self._head or 0) - _OVERLAP)
        markers = set(Log.objects.filter(id__gt=since, id__lte=head, surface=NAME).values_list("id", flat=True))
        changed = False
        if self._head is None or markers - self._seen:
            try:
                changed = self._store.keep(FILE, as_map(printed_redirects()))
            except OSError as error:
                log.error("The redirects for nginx could not be written (%s); tried again in %.0f s", error, _PAUSE)
                self._not_before = time.monotonic() + _PAUSE
                return False
        self._head, self._seen = head, markers
        return changed


def _is_fit(path: str) -> bool:
    return len(path.encode()) <= LONGEST and not _CONTROL.search(path)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
