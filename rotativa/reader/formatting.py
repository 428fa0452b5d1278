"""Days, times, numbers and lists of names in the forms of each language.

CLDR knows most of it; what a newspaper writes otherwise is data in ``forms/<language>.toml``. A language without such
a file is set as CLDR says.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time, get_day_names
from babel.lists import format_list
from babel.units import format_unit

from rotativa.kit.languages import cldr
from rotativa.reader.pages.frame import Stamp

_A_MEGABYTE = 1_000_000
_A_WEEK = 7
_SHORT = 5
"""Where a short name of a weekday is longer than this, all are shortened to one letter: the columns are narrow."""

FOLDER = Path(__file__).parent / "forms"

ZEROS = {
    "adlm": 0x1E950,
    "arab": 0x0660,
    "arabext": 0x06F0,
    "beng": 0x09E6,
    "deva": 0x0966,
    "gujr": 0x0AE6,
    "guru": 0x0A66,
    "khmr": 0x17E0,
    "laoo": 0x0ED0,
    "mymr": 0x1040,
    "nkoo": 0x07C0,
    "orya": 0x0B66,
    "telu": 0x0C66,
    "thai": 0x0E50,
    "tibt": 0x0F20,
}
"""The digit zero of each numbering system that is not ``latn``."""


@dataclass(frozen=True)
class Forms:
    """How one language writes what CLDR alone does not settle; empty patterns leave it to CLDR."""

    cldr: str = ""  # the tag under which CLDR is asked, where it is not the language's own
    day: str = ""  # patterns of CLDR: 28 June 2022
    weekday: str = ""  # Tuesday 28 June 2022
    in_year: str = ""  # Tuesday 28 June
    time: str = ""  # 14.05
    months: tuple[str, ...] = ()  # twelve names
    dateline: str = "{place} — "
    separator: str = ", "
    quotes: str = ""  # pairs of quotation marks, each for what stands inside the one before
    words_a_minute: int = 220


@lru_cache
def forms_of(tag: str) -> Forms:
    """The forms of a language: of the tag itself or of the nearest shorter one."""
    subtags = tag.split("-")
    for length in range(len(subtags), 0, -1):
        path = FOLDER / f"{'-'.join(subtags[:length])}.toml"
        if path.is_file():
            known = tomllib.loads(path.read_text(encoding="utf-8"))
            return Forms(**{**known, "months": tuple(known.get("months", ()))})
    return Forms()


@dataclass(frozen=True)
class Formatter:
    """Writes for one edition: in its language, its numerals and its time zone."""

    language: str
    zone: str = "UTC"
    zone_label: str = ""
    numerals: str = "latn"
    forms: Forms = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "forms", forms_of(self.language))

    @property
    def _locale(self) -> Any:  # babel.Locale, which carries no types
        return cldr(self.forms.cldr or self.language)

    @property
    def _zone(self) -> tzinfo:
        return ZoneInfo(self.zone)

    def digits(self, text: str) -> str:
        """The text with its digits in the numerals of the edition."""
        zero = ZEROS.get(self.numerals)
        if zero is None:
            return text
        return text.translate({ord("0") + number: chr(zero + number) for number in range(10)})

    def number(self, number: int) -> str:
        """A small whole number."""
        return self.digits(str(number))

    def day(self, moment: date | datetime) -> Stamp:
        """A day: 28 June 2022. A moment is taken in the edition's zone."""
        local = self._local(moment)
        return Stamp(local.isoformat(), self._date(local, self.forms.day or "long"))

    def weekday(self, moment: datetime) -> Stamp:
        """A day with its name: Tuesday 28 June 2022."""
        local = self._local(moment)
        return Stamp(local.isoformat(), self._date(local, self.forms.weekday or "full"))

    def moment(self, moment: datetime) -> Stamp:
        """A day and the time in the edition's zone: 28 June 2022, 14.05 GMT."""
        label = f" {self.zone_label}" if self.zone_label else ""
        words = f"{self.day(moment).words}{self.forms.separator}{self.time(moment).words}{label}"
        return Stamp(self._iso(moment), words)

    def day_and_time(self, moment: datetime) -> Stamp:
        """The same without the name of the zone, for lists."""
        return Stamp(self._iso(moment), f"{self.day(moment).words}{self.forms.separator}{self.time(moment).words}")

    def time(self, moment: datetime) -> Stamp:
        """Hour and minute in the edition's zone: 14.05."""
        local = moment.astimezone(self._zone)
        words = format_time(local, self.forms.time or "short", tzinfo=self._zone, locale=self._locale)
        return Stamp(self._iso(moment), self.digits(words))

    def in_year(self, day: date) -> str:
        """A day with its name, as it stands under its year: Tuesday 28 June."""
        if self.forms.in_year:
            return self._date(day, self.forms.in_year)
        return self.digits(format_skeleton("MMMMEEEEd", day, locale=self._locale))

    def week(self, first: int) -> tuple[tuple[str, str], ...]:
        """The weekdays from this one on (0 is Monday), each short and in full."""
        full, short = (get_day_names(width, "stand-alone", self._locale) for width in ("wide", "abbreviated"))
        brief = {day: str(name).rstrip(".") for day, name in short.items()}
        if max(map(len, brief.values())) > _SHORT:
            brief = {day: str(name) for day, name in get_day_names("narrow", "stand-alone", self._locale).items()}
        return tuple((brief[day % _A_WEEK], str(full[day % _A_WEEK])) for day in range(first, first + _A_WEEK))

    def month(self, month: str) -> Stamp:
        """A month given as ``2026-03``: March 2026."""
        first = date.fromisoformat(f"{month}-01")
        if self.forms.months:
            return Stamp(month, self._date(first, "MMMM y"))
        return Stamp(month, self.digits(format_skeleton("yMMMM", first, locale=self._locale)))

    def known(self, written: str) -> Stamp:
        """A date as exact as it is known, ``1999``, ``1999-07`` or ``1999-07-04``: 4 July 1999."""
        exactness = written.count("-")
        if exactness == 0:
            return Stamp(written, self.digits(written))
        return self.month(written) if exactness == 1 else self.day(date.fromisoformat(written))

    def month_alone(self, month: str) -> str:
        """The same without the year, as it stands in a list below its year."""
        return self._date(date.fromisoformat(f"{month}-01"), "MMMM")

    def size(self, size: int) -> str:
        """The size of a file: 1.2 MB."""
        if size >= _A_MEGABYTE:
            number, unit = round(size / _A_MEGABYTE, 1 if size < 10 * _A_MEGABYTE else None), "digital-megabyte"
        else:
            number, unit = max(round(size / 1000), 1), "digital-kilobyte"
        return self.digits(format_unit(number, unit, "short", locale=self._locale))

    def names(self, names: Sequence[str]) -> str:
        """Names joined as the language joins them: A, B and C."""
        return str(format_list(list(names), locale=self._locale)) if names else ""

    def quoted(self, words: str) -> str:
        """Words as they stand between the outer quotation marks: those that they have themselves are the inner ones.

        The innermost pair stays as it is: what closes it may be an apostrophe.
        """
        quotes = self.forms.quotes
        return words.translate(str.maketrans(quotes[:-2], quotes[2:]))

    def _local(self, moment: date | datetime) -> date:
        return moment.astimezone(self._zone).date() if isinstance(moment, datetime) else moment

    def _iso(self, moment: datetime) -> str:
        return moment.astimezone(self._zone).isoformat(timespec="minutes")

    def _date(self, day: date, pattern: str) -> str:
        if self.forms.months:
            name = self.forms.months[day.month - 1]
            pattern = pattern.replace("MMMM", f"'{name}'")
        return self.digits(_date_in(self._locale, pattern, day))


@lru_cache(maxsize=4096)
def _date_in(locale: Any, pattern: str, day: date) -> str:  # a babel.Locale
    """The same few days stand on thousands of pages: in calendars, in lists."""
    return str(format_date(day, pattern, locale=locale))
