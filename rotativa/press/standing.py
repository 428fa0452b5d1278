"""Where the press stands: the one row that its parts agree by."""

from datetime import UTC, datetime

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from rotativa.press.models import Cursor, Log

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def cursor() -> Cursor:
    """The cursor, unlocked."""
    return Cursor.objects.get_or_create(id=1, defaults={"time": BEGINNING})[0]


def locked() -> Cursor:
    """The cursor, for whoever moves it or marks pages; the transaction that is open holds it to its end."""
    cursor()
    return Cursor.objects.select_for_update().get(id=1)


def shared() -> Cursor:
    """The cursor, for whoever records: many may hold it so, and nobody moves it meanwhile."""
    if connection.vendor != "postgresql":
        return cursor()  # SQLite has one writer at a time
    return Cursor.objects.raw("SELECT * FROM press_cursor WHERE id = 1 FOR SHARE")[0]


def head_of_log() -> int:
    """The number of the last line of the printed log."""
    return Log.objects.aggregate(last=Max("id"))["last"] or 0


def clock() -> datetime:
    """The time now, for logs and leases. Pages are printed as of ``Cursor.time``."""
    return timezone.now()


def later(time: datetime) -> datetime:
    """The time now; never before ``time``, whatever the clock says."""
    return max(clock(), time)
