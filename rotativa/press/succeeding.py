"""Redirects wait for what they lead to: until a page is there, readers keep what they find at its former address.

So does a month of a list that moves: it leaves its old address when the marker of the list says where both are.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from rotativa.press.files import derived
from rotativa.press.markers import NAME, target_of
from rotativa.press.models import Kind, Mark, Printed
from rotativa.press.rendering import Rendered, Sheet

_PAUSE = timedelta(seconds=2)
"""How soon it is looked again whether a page that fails, pauses, or that another worker prints, has come."""


def ready(worker: str, rendered: Rendered, sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets that may be placed. Redirects to a page that is still to be printed are given back, and come after it.

    What was withdrawn never waits. Nor does a redirect to an address for which no mark waits: no page will come there.
    """
    held = _early_redirects(rendered, sheets)
    held |= _early_removals(sheets, in_time={sheet.claim.mark for sheet in sheets}.difference(held))
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


def _early_removals(sheets: Sequence[Sheet], in_time: set[int]) -> dict[int, Mark | None]:
    """The marks of removals that wait, each with that of the marker above it; those of this batch come in time."""
    above = {sheet.claim.mark: derived(sheet.claim.path)[0] for sheet in sheets if sheet.content is None}
    paths = {path for path in above.values() if path}
    if not paths:
        return {}
    coming = {mark.path: mark for mark in Mark.objects.filter(path__in=paths, surface=NAME).exclude(id__in=in_time)}
    return {mark: coming[path] for mark, path in above.items() if path in coming}


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
