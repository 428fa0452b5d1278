"""Sections, kinds, topics and authors, and the months of every list.

A list has a name as the shelves know it (``es/section/3``; an edition's own list is ``es``) and a path. Its months have
pages only where it holds more than its front shows: the shelf ``articles.months`` says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from rotativa.addresses.queries import current_places
from rotativa.editions.lasting import Merged
from rotativa.kit import trace
from rotativa.kit.batches import batched
from rotativa.kit.things import Thing, edition_of, identity_of, kind_of
from rotativa.press.registry import Place
from rotativa.reader import reads
from rotativa.reader.making import cards, months, signing, subjects
from rotativa.reader.making.listing import list_page
from rotativa.reader.making.lists import warm as warm_lists
from rotativa.reader.making.subjects import SUBJECTS
from rotativa.reader.making.voice import Voice, all_voices, voice_of
from rotativa.reader.pages.frame import Link
from rotativa.reader.templating import render
from rotativa.stories.lists import parts_of

PRIORITY = 2
MONTHS_PRIORITY = 3
_CHUNK = 200


class ListSurface:
    """The fronts of one kind of list. The argument is ``3@es``."""

    def __init__(self, of: str) -> None:
        self.name = of

    def places(self) -> Iterator[Place]:
        for thing, path in current_places(self.name):
            yield Place(path, _named(thing), PRIORITY)

    def places_of(self, things: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        listed = [thing for thing in things if kind_of(thing) == self.name]
        with trace.batch():
            codes = reads.all_editions(reads.ALL) if listed else ()
            faces = [(thing, f"{identity_of(thing)}@{code}") for thing in listed for code in codes]
            paths = reads.address.many(f"{self.name}:{face}" for _, face in faces)
        found = zip(faces, paths, strict=True)
        return [(thing, Place(path, face, PRIORITY)) for (thing, face), path in found if path is not None]

    def render(self, argument: str) -> bytes | None:
        identity, _, code = argument.partition("@")
        path = reads.address(f"{self.name}:{argument}")
        subject = SUBJECTS[self.name](argument) if path is not None else None
        voice = voice_of(code)
        if path is None or subject is None or voice is None:
            return None
        return render("list.html", list_page(subject, identity, path, voice), code).encode()

    def warm(self, arguments: Sequence[str]) -> None:
        listed = dict.fromkeys(argument.partition("@")[0] for argument in arguments)
        faces = [f"{identity}@{code}" for identity in listed for code in reads.all_editions(reads.ALL)]
        reads.address.many(f"{self.name}:{face}" for face in faces)
        subjects.warm(self.name, faces)
        names = [_list_name(Thing(f"{self.name}:{argument}")) for argument in arguments]
        reads.months.many(names)
        listed_in: dict[str, list[str]] = {}
        for name, members in zip(names, reads.latest.many(names), strict=True):
            listed_in.setdefault(parts_of(name)[0], []).extend(members)
        warm_lists(listed_in)
        if self.name == "topic":
            subjects.warm_near(listed_in)
        if self.name == "author":
            signing.warm(chain.from_iterable(listed_in.values()))


class MonthSurface:
    """One month of a list, in a bucket that never shifts. The argument is ``es/section/3/2026-03``."""

    name = "month"

    def places(self) -> Iterator[Place]:
        """The months of one time together, whatever the list: who prints them one after the other, as everything is
        printed again, makes the card of an article once for all lists on which it stands."""
        with trace.batch():
            fronts = [(voice.code, voice.front) for voice in all_voices()]
        narrower = ((_list_name(thing), path) for of in SUBJECTS for thing, path in current_places(of))
        for chunk in batched(chain(fronts, narrower), _CHUNK):
            with trace.batch():
                places = sorted(_months(chunk), key=_edition_and_month)
            yield from places  # outside: whoever walks on later must not find our memory open

    def places_of(self, things: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        found: list[tuple[Thing, Place]] = []
        with trace.batch():
            whole, held = _lists_of(things), reads.month.holding(tuple(things))
            single = {argument: thing for thing in things for argument in held.get(thing, ())}
            for place in _months(_with_paths(dict.fromkeys([*whole, *map(_list_of, single)]))):
                of_list, of_month = whole.get(_list_of(place.argument)), single.get(place.argument)
                found += [(thing, place) for thing in (of_list, of_month) if thing is not None]
        return found

    def render(self, argument: str) -> bytes | None:
        name, _, month = argument.rpartition("/")
        voice = voice_of(name.partition("/")[0])
        parent = _parent(name, voice) if voice is not None else None
        if voice is None or parent is None:
            return None
        page = months.month_page(parent, name, month, voice)
        return None if page is None else render("month.html", page, voice.code).encode()

    def warm(self, arguments: Sequence[str]) -> None:
        names = list(dict.fromkeys(_list_of(argument) for argument in arguments))
        reads.months.many(names)
        tuple(_with_paths(names))
        months.warm(zip(map(_list_of, arguments), reads.month.many(arguments), strict=True))
        reads.days.many(dict.fromkeys(argument for argument in arguments if argument.count("/") == 1))


def _months(lists: Iterable[tuple[str, str]]) -> Iterator[Place]:
    """The months that these lists (name and path) have pages for."""
    listed = list(lists)
    for (name, path), every in zip(listed, reads.months.many(name for name, _ in listed), strict=True):
        for month in every:
            yield Place(f"{path}{month}/", f"{name}/{month}", MONTHS_PRIORITY)


def _edition_and_month(place: Place) -> tuple[str, str]:
    name, _, month = place.argument.rpartition("/")
    return parts_of(name)[0], month


def _lists_of(things: Sequence[Thing]) -> dict[str, Thing]:
    """The lists of these editions and subjects, and those that are named themselves, each with the last of them."""
    codes = reads.all_editions(reads.ALL)
    lists: dict[str, Thing] = {}
    for thing in things:
        kind, identity = kind_of(thing), identity_of(thing)
        if kind in ("edition", "list"):
            lists[identity] = thing
        elif kind in SUBJECTS:
            lists.update((f"{code}/{kind}/{identity}", thing) for code in codes)
    return lists


def _list_of(argument: str) -> str:
    return argument.rpartition("/")[0]


def _with_paths(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Those of these lists that have a path, with it."""
    listed = [(name, *parts_of(name)) for name in names]
    reads.address.many(f"{of}:{identity}@{code}" for _, code, of, identity in listed if of)
    for name, code, of, identity in listed:
        voice = voice_of(code)
        path = _path(of, identity, voice) if voice is not None else None
        if path is not None:
            yield name, path


def _parent(name: str, voice: Voice) -> Link | None:
    """The front of a list as a link; None where it has no name or no page in this edition."""
    _, of, identity = parts_of(name)
    path = _path(of, identity, voice)
    if path is None:
        return None
    if not of:
        return Link(voice.masthead.name, path)
    card = cards.subject_card(of)(f"{identity}@{voice.code}")
    return None if card is None or isinstance(card, Merged) else Link(card.name, path)


def _path(of: str, identity: str, voice: Voice) -> str | None:
    return reads.address(f"{of}:{identity}@{voice.code}") if of else voice.front


def _list_name(thing: Thing) -> str:
    return f"{edition_of(thing)}/{kind_of(thing)}/{identity_of(thing)}"


def _named(thing: Thing) -> str:
    return thing.partition(":")[2]
