"""Watches what is wrong and lasts, and tells of each trouble once: the press, and whatever packages above add."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from rotativa.staff.mails.telling import tell
from rotativa.staff.models import Trouble, User

LASTS = timedelta(minutes=1)
"""What is over within a minute wakes nobody."""
FORGOTTEN = timedelta(minutes=30)
"""What comes again sooner is the same trouble, and not told again."""


@dataclass(frozen=True)
class Standing:
    """A trouble that there is now: by what it is known again, and who is told of which event."""

    key: str
    event: str
    about: str
    users: Callable[[], Iterable[User]]


Watcher = Callable[[], Iterable[Standing]]
_watchers: dict[str, Watcher] = {}


def watch(name: str, watcher: Watcher) -> None:
    """Asks ``watcher`` for its troubles at every look; registering the same name again replaces it."""
    _watchers[name] = watcher


def look() -> int:
    """Looks once; how many troubles there are."""
    now = timezone.now()
    standing = {one.key: one for _name, watcher in sorted(_watchers.items()) for one in watcher()}
    known = {row.key: row for row in Trouble.objects.all()}
    for key, one in standing.items():
        _keep(one, known.get(key))
    if standing or known:
        Trouble.objects.filter(told_at=None).exclude(key__in=standing).delete()  # over before anybody was woken
        Trouble.objects.filter(key__in=standing).update(seen_at=now)
        Trouble.objects.filter(seen_at__lt=now - FORGOTTEN).delete()
    return len(standing)


def _keep(one: Standing, row: Trouble | None) -> None:
    now = timezone.now()
    if row is None:
        Trouble.objects.get_or_create(key=one.key)
        return
    if row.told_at is not None or now - row.since < LASTS:
        return
    with transaction.atomic():
        if Trouble.objects.filter(pk=row.pk, told_at=None).update(told_at=now):
            tell(one.users(), one.event, one.about)
