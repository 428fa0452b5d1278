"""Redirects wait for what they lead to: until a page is there, readers keep what they find at its former address.

So does a month of a list that moves: it leaves its old address when the marker of the list says where both are, and it
is there. And a list that comes back to an address takes its marker away when the months are there that it has led
elsewhere. No month that fails keeps the list away for long, and none at all where the marker led nobody, as the list
was withdrawn.

What is waited for is settled and recorded before: in one batch, a power cut could keep the one and forget the other.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from functools import reduce
from operator import or_

from django.db.models import F, Q
from django.db.models.functions import Greatest, Length
from django.utils import timezone

from rotativa.addresses import queries as addresses
from rotativa.press.files import MONTH, derived
from rotativa.press.markers import NAME, target_of
from rotativa.press.models import WAITS_FOR, Kind, Mark, Printed
from rotativa.press.registry import Registry
from rotativa.press.rendering import Rendered, Sheet

_PAUSE = timedelta(seconds=2)
"""How soon it is looked again whether a page that fails, or pauses, has come."""
_SOON = timedelta(seconds=0.2)
"""The same of one that another worker prints at this moment."""
_PATIENCE = 5
"""So often a month fails, in half a minute, before its list comes back without it."""


def ready(registry: Registry, worker: str, rendered: Rendered, rows: Mapping[str, Printed]) -> list[Sheet]:
    """The sheets that may be placed; those that must wait are given back, and come after what they wait for.

    ``rows`` are the printed rows, by path. What was withdrawn never waits. Nor does a redirect to an address for which
    no mark waits: no page will come there.
    """
    sheets = rendered.sheets
    lists = [sheet for sheet in sheets if sheet.claim.surface in registry.monthly]
    held = _early_redirects(rendered, sheets) | _early_removals(sheets) | _early_returns(rendered, lists, rows)
    for number, awaited in held.items():
        _give_back(worker, number, awaited)
    return [sheet for sheet in sheets if sheet.claim.mark not in held]


def _early_redirects(rendered: Rendered, sheets: Sequence[Sheet]) -> dict[int, Mark | None]:
    """The marks of redirects that wait, each with that of the page it leads to, where it has one yet."""
    targets = {sheet.claim.mark: target for sheet in sheets if (target := _target(sheet))}
    if not targets:
        return {}
    pages = Printed.objects.filter(path__in=set(targets.values()), present=True, kind=Kind.PAGE)
    missing = set(targets.values()).difference(pages.values_list("path", flat=True))
    coming = {mark.path: mark for mark in Mark.objects.filter(path__in=missing)}
    # A snapshot with facts that nobody has followed may name an address of which no mark knows yet.
    early = missing.difference(coming) if rendered.fact != rendered.followed else set()
    return {mark: coming.get(target) for mark, target in targets.items() if target in coming or target in early}


def _early_removals(sheets: Sequence[Sheet]) -> dict[int, Mark | None]:
    """The marks of months that are to go, and wait, each with that of the marker which will lead readers on, or of the
    month to which it leads them."""
    cut = {sheet.claim.mark: derived(sheet.claim.path) for sheet in sheets if sheet.content is None}
    months = {mark: (above, suffix) for mark, (above, suffix) in cut.items() if above}
    if not months:
        return {}
    led = _led({above for above, _suffix in months.values()})
    heirs = {mark: led[above] + suffix for mark, (above, suffix) in months.items() if above in led}
    lists = Mark.objects.filter(path__in={above for above, _suffix in months.values()}, surface=NAME)
    there = Printed.objects.filter(path__in=set(heirs.values()), present=True, kind=Kind.PAGE)
    pages = Mark.objects.filter(path__in=set(heirs.values()).difference(there.values_list("path", flat=True)))
    coming = {mark.path: mark for mark in [*lists, *pages]}
    awaited = {mark: coming.get(above) or coming.get(heirs.get(mark, "")) for mark, (above, _) in months.items()}
    return {mark: found for mark, found in awaited.items() if found is not None}


def _led(paths: Collection[str]) -> dict[str, str]:
    """Where the markers lead that lie at these paths."""
    rows = Printed.objects.filter(path__in=paths, surface=NAME, kind=Kind.MOVED, present=True)
    things = {path: argument.partition(" ")[0] for path, argument in rows.values_list("path", "argument")}
    targets = addresses.current_paths(things.values())
    return {path: targets[thing] for path, thing in things.items() if thing in targets}


def _early_returns(rendered: Rendered, lists: Sequence[Sheet], rows: Mapping[str, Printed]) -> dict[int, Mark | None]:
    """The marks of lists where a marker lies, and that wait, each with that of a month which it still leads on."""
    returning = {sheet.claim.path: sheet.claim.mark for sheet in lists if _takes_marker_away(sheet, rows)}
    if not returning:
        return {}
    if rendered.fact != rendered.followed:  # of its months no mark may know yet
        return dict.fromkeys(returning.values())
    # Of all that may be marked below, no more than months leave the database.
    below = reduce(or_, [Q(path__startswith=path, length=len(path) + MONTH) for path in returning])
    marks = list(Mark.objects.alias(length=Length("path")).filter(below).order_by("-priority"))
    there = Printed.objects.filter(path__in=[mark.path for mark in marks], present=True, kind=Kind.PAGE)
    printed = set(there.values_list("path", flat=True))
    coming: dict[str, Mark] = {}
    for mark in marks:
        above, _suffix = derived(mark.path)
        if above in returning and mark.path not in printed and not _is_given_up(mark, rows[above]):
            coming[above] = mark
    return {number: coming[path] for path, number in returning.items() if path in coming}


def _is_given_up(month: Mark, marker: Printed) -> bool:
    return bool(month.error) and (marker.kind == Kind.GONE or month.tries >= _PATIENCE)


def _takes_marker_away(sheet: Sheet, rows: Mapping[str, Printed]) -> bool:
    return sheet.content is not None and (row := rows[sheet.claim.path]).present and row.kind in (Kind.MOVED, Kind.GONE)


def _target(sheet: Sheet) -> str:
    return target_of(sheet.claim.surface, sheet.content) if sheet.content else ""


def _give_back(worker: str, number: int, awaited: Mark | None) -> None:
    row = Mark.objects.filter(id=number, worker=worker)
    if awaited is None:
        row.update(worker="", lease_until=None)
    elif awaited.error and awaited.retry_at:
        said = f"{WAITS_FOR}{awaited.path}"
        # It was tried, as what it waits for was: nobody who waits for what is still to be tried waits for it.
        tries, again = Greatest(F("tries"), 1), timezone.now() + _PAUSE
        row.update(worker="", lease_until=None, tries=tries, retry_at=again, error=said)
    elif awaited.worker not in ("", worker):
        row.update(worker="", lease_until=None, retry_at=timezone.now() + _SOON)
    elif awaited.retry_at:
        row.update(worker="", lease_until=None, retry_at=timezone.now() + _PAUSE)
    else:
        # Behind it, or else it would be asked for again and again before its turn.
        priority = Greatest(F("priority"), awaited.priority + 1)
        row.update(worker="", lease_until=None, priority=priority)
