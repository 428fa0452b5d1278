"""The page of one day of an edition: the river of what it published."""

from datetime import date

from rotativa.reader import reads
from rotativa.reader.making import data, frame, lines
from rotativa.reader.making.calendar import calendar, path_of
from rotativa.reader.making.voice import Voice
from rotativa.reader.pages.frame import Head, Link
from rotativa.reader.pages.lists import DayPage
from rotativa.reader.site import site
from rotativa.stories.days import AFTER, BEFORE


def day_page(day: str, voice: Voice) -> DayPage | None:
    """A day as ``2026-03-17``; None where nothing was published on it."""
    found = lines.lines(reads.day(f"{voice.code}/{day}"), voice)
    if not found:
        return None
    when, month = date.fromisoformat(day), day[:7]
    words = voice.format.in_year(when)
    title = voice.words("%(name)s, %(day)s", name=voice.masthead.name, day=voice.format.day(when).words)
    path = path_of(day, voice)
    address = site().absolute(path)
    described = data.collection(voice, address, title, articles=found)
    beside = {one[0]: one[1:] for one in reads.days_beside(f"{voice.code}/{day}")}
    return DayPage(
        frame=frame.frame(voice),
        head=Head(
            title=title,
            description=voice.words("Everything that %(name)s published on this day: %(day)s.", **_said(voice, when)),
            canonical=address,
            shared=data.sign(voice.masthead.name),
            data=data.written(described, data.breadcrumbs(voice, [Link(voice.format.day(when).words, path)])),
        ),
        year=voice.format.digits(day[:4]),
        month=voice.format.month_alone(month),
        title=words[:1].upper() + words[1:],
        lines=found,
        calendar=calendar(month, reads.days(f"{voice.code}/{month}"), voice, current=day),
        before=_link(beside.get(BEFORE), voice),
        after=_link(beside.get(AFTER), voice),
    )


def _said(voice: Voice, when: date) -> dict[str, str]:
    return {"name": voice.masthead.name, "day": voice.format.day(when).words}


def _link(day: str | None, voice: Voice) -> Link | None:
    return Link(voice.format.day(date.fromisoformat(day)).words, path_of(day, voice)) if day else None
