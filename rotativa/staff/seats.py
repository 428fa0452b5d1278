"""Who sits where: the browsers in which a person is signed in, and how they are signed out.

allauth keeps the rows. Of an address it keeps the network only: enough to know a strange one, too little to find a
person by. allauth saves whole ones at every login, in a row that it makes itself: a signal is the only place to
shorten them.

A session in which the password is given once more goes on under another key. Whoever copied the former would else only
have to wait until the person says who they are, to do with the copy what is asked about.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any

from allauth.account.signals import authentication_step_completed
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import DatabaseError
from django.db.models.signals import pre_save
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from rotativa.kit.disks import is_full
from rotativa.staff.models import User

LOOK = timedelta(minutes=10)
"""How often it is noted that somebody is still there."""
_KEPT_OF_AN_ADDRESS = {4: 24, 6: 48}
_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
            ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))  # fmt: skip


@dataclass(frozen=True)
class Seat:
    """A browser in which somebody is signed in."""

    number: int
    browser: str
    network: str
    since: datetime
    seen: datetime
    here: bool


def of(user: User, key: str | None = None) -> tuple[Seat, ...]:
    """Where this person is signed in, last seen first; ``key`` is that of the session which asks."""
    rows = sorted(UserSession.objects.purge_and_list(user), key=lambda row: row.last_seen_at, reverse=True)
    return tuple(
        Seat(
            row.pk, browser(row.user_agent), _network(row.ip), row.created_at, row.last_seen_at, row.session_key == key
        )
        for row in rows
    )


def end(user: User, *, only: int | None = None, but: str | None = None) -> int:
    """Signs the person out; from how many browsers."""
    rows = UserSession.objects.filter(user=user)
    rows = rows.filter(pk=only) if only is not None else rows.exclude(session_key=but) if but else rows
    ended = list(rows)
    for row in ended:
        row.end()
    return len(ended)


def end_all(user: User) -> int:
    """Signs the person out everywhere."""
    return end(user)


def browser(user_agent: str) -> str:
    """What a browser calls itself, in words."""
    program = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    if program and system:
        return _("%(browser)s on %(system)s") % {"browser": program, "system": system}
    return program or system or _("an unknown browser")


@contextmanager
def _room_or_not() -> Iterator[None]:
    """Without room on the disk one can still look."""
    try:
        yield
    except DatabaseError as error:
        if not is_full(error):
            raise


def still_here(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Notes now and then that a session is used."""

    def middleware(request: HttpRequest) -> HttpResponse:
        key = request.session.session_key
        if key and request.user.is_authenticated and cache.add(f"staff-seen-{key}", 1, LOOK.total_seconds()):
            with _room_or_not():
                UserSession.objects.filter(session_key=key).update(last_seen_at=timezone.now())
        return answer(request)

    return middleware


def listen() -> None:
    """Keeps no whole address, and no key of a session in which the password was given once more."""
    pre_save.connect(_shorten, sender=UserSession, dispatch_uid="staff.seats.shorten")
    authentication_step_completed.connect(_renew, dispatch_uid="staff.seats.renew")


def _renew(sender: Any, request: HttpRequest, reauthenticated: bool = False, **kwargs: Any) -> None:
    if not reauthenticated:
        return
    former = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=former).update(session_key=request.session.session_key)


def _shorten(sender: Any, instance: UserSession, **kwargs: Any) -> None:
    address = ip_address(instance.ip)
    network = ip_network(f"{address}/{_KEPT_OF_AN_ADDRESS[address.version]}", strict=False)
    instance.ip = str(network.network_address)


def _network(kept: str) -> str:
    """``203.0.113.…`` for what was kept of 203.0.113.9."""
    return re.sub(r"\.0$|::$", lambda found: f"{found[0][0]}…", kept)
