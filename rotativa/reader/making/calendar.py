"""The calendar of one month of an edition: which of its days have a page."""

from calendar import Calendar as Weeks
from collections.abc import Collection
from datetime import date

from rotativa.reader.making.voice import Voice
from rotativa.reader.pages.frame import Stamp
from rotativa.reader.pages.lists import Calendar, CalendarDay, Weekday


def path_of(day: str, voice: Voice) -> str:
    """Where the stories of a day (``2026-03-17``) stand: the folder of their addresses."""
    return f"{voice.front}{day.replace('-', '/')}/"


def calendar(month: str, days: Collection[str], voice: Voice, current: str = "") -> Calendar:
    """The calendar of a month (``2026-03``); ``days`` are those with stories, ``current`` the one that is shown."""
    first, title = voice.masthead.first_weekday, voice.format.month(month)
    year, number = map(int, month.split("-"))

    def shown(day: date) -> CalendarDay | None:
        if day.month != number:
            return None
        iso = day.isoformat()
        path = path_of(iso, voice) if iso in days else ""
        return CalendarDay(iso, voice.format.number(day.day), voice.format.day(day).words, path, iso == current)

    return Calendar(
        title=Stamp(month, title.words[:1].upper() + title.words[1:]),
        weekdays=tuple(Weekday(short, name) for short, name in voice.format.week(first)),
        weeks=tuple(tuple(map(shown, week)) for week in Weeks(first).monthdatescalendar(year, number)),
    )
