"""Redirects wait for what they lead to: until a page is there, readers keep what they find at its former address."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from rotativa.press.markers import target_of
from rotativa.press.models import Kind, Mark, Printed
from rotativa.press.rendering import Rendered, Sheet

_PAUSE = timedelta(seconds=2)
"""How soon it is looked again whether a page that fails, or that another worker prints, has come."""


def ready(worker: str, rendered: Rendered, sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets that may be placed. Redirects to a page that is still to be printed are given back, and come after it.

    What was withdrawn never waits. Nor does a redirect to an address for which no mark waits: no page will come there.
    """
    targets = {sheet.claim.mark: target for sheet in sheets if (target := _target(sheet))}
    if not targets:
        return list(sheets)
    pages = Printed.objects.filter(path__in=set(targets.values()), present=True, kind=Kind.PAGE)
    missing = set(targets.values()).difference(pages.values_list("path", flat=True))
    coming = {mark.path: mark for mark in Mark.objects.filter(path__in=missing)}
    # A snapshot with facts that nobody has followed may name an address of which no mark knows yet.
    early = missing.difference(coming) if rendered.fact != rendered.followed else set()
    held = {mark: target for mark, target in targets.items() if target in coming or target in early}
    for number, target in held.items():
        _give_back(worker, number, coming.get(target))
    return [sheet for sheet in sheets if sheet.claim.mark not in held]


def _target(sheet: Sheet) -> str:
    return target_of(sheet.claim.surface, sheet.content) if sheet.content else ""


def _give_back(worker: str, number: int, awaited: Mark | None) -> None:
    row = Mark.objects.filter(id=number, worker=worker)
    if awaited is None:
        row.update(worker="", lease_until=None)
    elif awaited.error and awaited.retry_at:
        said = _("The old address waits until {path} can be printed.").format(path=awaited.path)
        row.update(worker="", lease_until=None, retry_at=timezone.now() + _PAUSE, error=said)
    elif awaited.worker not in ("", worker):
        row.update(worker="", lease_until=None, retry_at=timezone.now() + _PAUSE)
    else:
        # Behind it, or else it would be asked for again and again before its turn.
        priority = Greatest(F("priority"), awaited.priority + 1)
        row.update(worker="", lease_until=None, priority=priority)
