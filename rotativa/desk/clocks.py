"""Times on the clock of an edition or a person, in the nights on which it goes forward or back."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from rotativa.desk import furniture

_YEARS = range(1970, 9000)


def midnight(day: date, later: int = 0) -> datetime | None:
    """When a day begins where the person is, or the day so many ``later``; None at either end of all days."""
    if not date.min < day < date.max - timedelta(days=later + 1):
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=later), time()))


def moment(text: str) -> datetime | None:
    """A moment as links of ours write it: with its zone, and of a year in which there are databases."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None and has_clocks(found) else None


def has_clocks(moment: datetime) -> bool:
    """Whether it is of a year in which every zone knows what time it is: at either end of all years some would not."""
    return moment.year in _YEARS


def to_the_second(moment: datetime) -> str:
    """A moment so that no two are called alike: the time today, with its day before that."""
    local = timezone.localtime(moment)
    time_ = local.strftime("%H:%M:%S")
    if local.date() == timezone.localdate():
        return time_
    return furniture.aside(furniture.dated(local, "j M Y"), time_)


def has_passed(moment: datetime) -> bool:
    """Whether it is that late by now."""
    return moment <= timezone.now()


def moments(wall: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The moments that somebody may mean by a time on this clock: one, as a rule.

    A time that the clock shows twice stands for two. One that it skips is never shown: whoever types it may mean the
    time on the clock as it was before it went forward, or as it is behind.
    """
    both = [wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    return tuple(moment.astimezone(zone) for moment in sorted(set(both)))


def told(moment: datetime, zone: ZoneInfo) -> str:
    """A moment with how far the clock is from UTC then, which tells two that look alike apart."""
    away = moment.utcoffset() or timedelta()
    minutes = abs(int(away.total_seconds()) // 60)
    sign = "−" if away < timedelta() else "+"
    said = {"time": furniture.moment_in(str(zone), moment), "away": f"{sign}{minutes // 60}:{minutes % 60:02}"}
    return _("%(time)s, when it is UTC%(away)s there") % said


def doubt(wall: datetime, zone: ZoneInfo) -> str:
    """What is said of a time that stands for two moments."""
    first, last = moments(wall, zone)
    if first.replace(tzinfo=None) == wall == last.replace(tzinfo=None):
        return _("The clock shows this time twice that night: it goes back. Say which is meant.")
    return _("The clock skips this time that night: it goes forward. Say which is meant.")
