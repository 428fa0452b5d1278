"""Dates that are as exact as they are known: ``1999``, ``1999-07``, ``1999-07-04``; and days that have hours."""

import re
from datetime import MAXYEAR, MINYEAR, date

_FORM = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)


def is_date(written: str) -> bool:
    """Whether this is a year, a month or a day that exists."""
    if not _FORM.fullmatch(written):
        return False
    try:
        first_day(written)
    except ValueError:
        return False
    return True


def first_day(written: str) -> date:
    """The first day of the year or month, or the day. Raises ``ValueError`` where there is none."""
    year, month, day = (*written.split("-"), "1", "1")[:3]
    return date(int(year), int(month), int(day))


def is_everywhere(day: date) -> bool:
    """Whether an hour of this day can be told by all clocks: before the first year and after the last there is none."""
    return MINYEAR < day.year < MAXYEAR
