"""The days of an edition: a page for each on which it published anything that is public."""

from collections.abc import Iterable, Iterator, Sequence

from rotativa.kit import trace
from rotativa.kit.batches import batched
from rotativa.kit.things import Thing
from rotativa.press.registry import Place
from rotativa.reader import reads
from rotativa.reader.making import frame, lines
from rotativa.reader.making.calendar import path_of
from rotativa.reader.making.days import day_page
from rotativa.reader.making.voice import all_voices, voice_of
from rotativa.reader.surfaces.because import of_editions
from rotativa.reader.templating import render

PRIORITY = 3
_MONTHS = 24


class DaySurface:
    """One day. The argument is ``es/2026-03-17``; the address is the folder of that day's articles."""

    name = "day"

    def places(self) -> Iterator[Place]:
        with trace.batch():
            voices = all_voices()
            every = reads.all_months.many(voice.code for voice in voices)
        months = (f"{voice.code}/{month}" for voice, months in zip(voices, every, strict=True) for month in months)
        for some in batched(months, _MONTHS):
            with trace.batch():
                listed = zip(some, reads.days.many(some), strict=True)
                places = tuple(_places(f"{month.partition('/')[0]}/{day}" for month, days in listed for day in days))
            yield from places  # outside: whoever walks on later must not find our memory open

    def places_of(self, things: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        with trace.batch():
            held = reads.day.holding(tuple(things))
            last = {argument: thing for thing in things for argument in held.get(thing, ())}
            found = [(last[place.argument], place) for place in _places(last)]
        return [*of_editions(things, self.places), *found]

    def render(self, argument: str) -> bytes | None:
        code, _, day = argument.partition("/")
        voice = voice_of(code)
        page = day_page(day, voice) if voice is not None else None
        return None if page is None else render("day.html", page, code).encode()

    def warm(self, arguments: Sequence[str]) -> None:
        reads.days.many(dict.fromkeys(argument[: -len("-17")] for argument in arguments))
        reads.days_beside.many(arguments)
        listed: dict[str, list[str]] = {}
        for argument, members in zip(arguments, reads.day.many(arguments), strict=True):
            listed.setdefault(argument.partition("/")[0], []).extend(members)
        lines.warm({code: listed[code] for code in frame.warm(listed)})


def _places(arguments: Iterable[str]) -> Iterator[Place]:
    for argument in arguments:
        code, _, day = argument.partition("/")
        voice = voice_of(code)
        if voice is not None:
            yield Place(path_of(day, voice), argument, PRIORITY)
