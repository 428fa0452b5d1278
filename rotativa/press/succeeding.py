"""Redirects wait for what they lead to: until a page is there, readers keep what they find at its former address.

So does a month of a list that moves: it leaves its old address when the marker of the list says where both are. And a
list that comes back to an address takes its marker away when the months are there that it has led elsewhere.

What is waited for is settled and recorded before: in one batch, a power cut could keep the one and forget the other.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import reduce
from operator import or_

from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from rotativa.press.files import derived
from rotativa.press.markers import NAME, kind_of, target_of
from rotativa.press.models import Kind, Mark, Printed
from rotativa.press.rendering import Rendered, Sheet

_PAUSE = timedelta(seconds=2)
"""How soon it is looked again whether a page that fails, pauses, or that another worker prints, has come."""


def ready(worker: str, rendered: Rendered, rows: Mapping[str, Printed]) -> list[Sheet]:
    """The sheets that may be placed; those that must wait are given back, and come after what they wait for.

    ``rows`` are the printed rows, by path. What was withdrawn never waits. Nor does a redirect to an address for which
    no mark waits: no page will come there.
    """
    sheets = rendered.sheets
    held = _early_redirects(rendered, sheets) | _early_removals(sheets) | _early_returns(rendered, sheets, rows)
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
    """The marks of months that are to go, and wait, each with that of the marker which will lead readers on."""
    above = {sheet.claim.mark: derived(sheet.claim.path)[0] for sheet in sheets if sheet.content is None}
    paths = {path for path in above.values() if path}
    if not paths:
        return {}
    coming = {mark.path: mark for mark in Mark.objects.filter(path__in=paths, surface=NAME)}
    return {mark: coming[path] for mark, path in above.items() if path in coming}


def _early_returns(rendered: Rendered, sheets: Sequence[Sheet], rows: Mapping[str, Printed]) -> dict[int, Mark | None]:
    """The marks of pages where a marker lies, and that wait, each with that of a month which it still leads on."""
    returning = {sheet.claim.path: sheet.claim.mark for sheet in sheets if _takes_marker_away(sheet, rows)}
    if not returning:
        return {}
    if rendered.fact != rendered.followed:  # of its months no mark may know yet
        return dict.fromkeys(returning.values())
    below = Mark.objects.filter(reduce(or_, [Q(path__startswith=path) for path in returning])).order_by("-priority")
    coming = {derived(mark.path)[0]: mark for mark in below}
    return {number: coming[path] for path, number in returning.items() if path in coming}


def _takes_marker_away(sheet: Sheet, rows: Mapping[str, Printed]) -> bool:
    row = rows[sheet.claim.path]
    is_page = sheet.content is not None and kind_of(sheet.claim.surface, sheet.content) == Kind.PAGE
    return is_page and row.present and row.kind in (Kind.MOVED, Kind.GONE)


def _target(sheet: Sheet) -> str:
    return target_of(sheet.claim.surface, sheet.content) if sheet.content else ""


def _give_back(worker: str, number: int, awaited: Mark | None) -> None:
    row = Mark.objects.filter(id=number, worker=worker)
    if awaited is None:
        row.update(worker="", lease_until=None)
    elif awaited.error and awaited.retry_at:
        said = _("The old address waits until {path} can be printed.").format(path=awaited.path)
        row.update(worker="", lease_until=None, retry_at=timezone.now() + _PAUSE, error=said)
    elif awaited.retry_at or awaited.worker not in ("", worker):
        row.update(worker="", lease_until=None, retry_at=timezone.now() + _PAUSE)
    else:
        # Behind it, or else it would be asked for again and again before its turn.
        priority = Greatest(F("priority"), awaited.priority + 1)
        row.update(worker="", lease_until=None, priority=priority)
