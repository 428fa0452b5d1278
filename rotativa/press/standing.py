"""Where the press stands: the one row that its parts agree by."""

from datetime import UTC, datetime

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from rotativa.press.models import Cursor, Log

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)

_QUEUE = 0x50726573  # "Pres": the advisory lock beside the cursor's row; the daybook has another


def cursor() -> Cursor:
    """The cursor, unlocked."""
    return Cursor.objects.get_or_create(id=1, defaults={"time": BEGINNING})[0]


def locked() -> Cursor:
    """The cursor, for whoever moves it or marks pages; the transaction that is open holds it to its end."""
    cursor()
    _come_in_turn("pg_advisory_xact_lock")
    return Cursor.objects.select_for_update().get(id=1)


def shared() -> Cursor:
    """The cursor, for whoever records: many may hold it so, and nobody moves it meanwhile."""
    if connection.vendor != "postgresql":
        return cursor()  # SQLite has one writer at a time
    _come_in_turn("pg_advisory_xact_lock_shared")
    return Cursor.objects.raw("SELECT * FROM press_cursor WHERE id = 1 FOR SHARE")[0]


def _come_in_turn(lock: str) -> None:
    """Waits behind whoever came before, to the end of the transaction.

    The lock of a row knows no queue: whoever shares it walks past who waits for it alone, and a few workers that print
    on and on would keep today's facts from being followed for seconds.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as database:
            database.execute(f"SELECT {lock}(%s)", [_QUEUE])


def head_of_log() -> int:
    """The number of the last line of the printed log."""
    return Log.objects.aggregate(last=Max("id"))["last"] or 0


def clock() -> datetime:
    """The time now, for logs and leases. Pages are printed as of ``Cursor.time``."""
    return timezone.now()


def later(time: datetime) -> datetime:
    """The time now; never before ``time``, whatever the clock says."""
    return max(clock(), time)
