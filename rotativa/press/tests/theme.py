"""A theme of notes and lists, without any tables of its own: a note is what the last fact about it says.

It has all that makes printing hard: cards on lists, lists that are cut and may be empty, addresses that move and go,
public files, words that change by themselves at an instant, and a part that all pages have in common.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from rotativa.addresses import giving
from rotativa.addresses.models import Address, State
from rotativa.daybook import writing
from rotativa.daybook.models import FactRow
from rotativa.kit import trace
from rotativa.kit.actor import Machine
from rotativa.kit.things import Thing, identity_of, kind_of, thing
from rotativa.kit.trace import Facet, Shelf
from rotativa.press import markers
from rotativa.press.registry import Files, Place, Registry

ROW = "daybook.FactRow"
LENGTH = 3
STYLE = "/assets/style.css"
tester = Machine("tester")


@dataclass(frozen=True)
class Note:
    title: str
    body: str
    list: str
    picture: str
    turns: str


@dataclass(frozen=True)
class Card:
    title: str


@dataclass(frozen=True)
class House:
    name: str


def _notes(identities: Sequence[str] | None = None) -> dict[str, Note]:
    rows = FactRow.objects.filter(verb="note.changed").order_by("id")
    if identities is not None:
        rows = rows.filter(edition__in=identities)
    return {row.edition: Note(**row.details) for row in rows}


def _public() -> Sequence[str]:
    things = Address.objects.filter(state=State.CURRENT, thing__startswith="note:").values_list("thing", flat=True)
    return sorted((identity_of(Thing(name)) for name in things), key=int, reverse=True)


def _turns(note: Note | None, now: datetime) -> datetime | None:
    instant = datetime.fromisoformat(note.turns) if note and note.turns else None
    return instant if instant and instant > now else None


full = Facet[Note]("note.full", load=_notes, rows={ROW: "edition"}, until=_turns)
card = Facet[Card](
    "note.card", load=lambda ids: {key: Card(note.title) for key, note in _notes(ids).items()}, rows={ROW: "edition"}
)


def _houses(identities: Sequence[str]) -> dict[str, House]:
    rows = FactRow.objects.filter(verb="house.named", edition__in=identities).order_by("id")
    return {row.edition: House(row.details["name"]) for row in rows}


house = Facet[House]("house.name", load=_houses, rows={ROW: "edition"})


def _frame() -> str:
    """What stands around every page."""
    trace.uses_file(STYLE)
    known = house("1")
    return known.name if known else ""


def _latest(arguments: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    notes, public = _notes(), _public()
    return {name: tuple(i for i in public if name in ("all", notes[i].list))[:LENGTH] for name in arguments}


def _holding(names: Sequence[Thing]) -> dict[Thing, tuple[str, ...]]:
    notes = _notes([identity_of(name) for name in names])
    public = Address.objects.filter(thing__in=names, state=State.CURRENT).values_list("thing", flat=True)
    return {Thing(name): ("all", notes[identity_of(Thing(name))].list) for name in public if name.startswith("note:")}


latest = Shelf("notes.latest", load=_latest, holding=_holding)


class NotePages:
    name = "note"

    def places(self) -> Iterator[Place]:
        rows = Address.objects.filter(state=State.CURRENT, thing__startswith="note:")
        return (Place(path, identity_of(Thing(name)), 0) for path, name in rows.values_list("path", "thing"))

    def places_of(self, names: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        rows = Address.objects.filter(state=State.CURRENT, thing__in=names).values_list("thing", "path")
        return [(Thing(name), Place(path, identity_of(Thing(name)), 0)) for name, path in rows]

    def render(self, argument: str) -> bytes | None:
        note, path = full(argument), markers.address(thing("note", argument))
        if note is None or path is None:
            return None
        if note.body == "raise":
            raise RuntimeError("this note cannot be rendered")
        if note.picture:
            trace.uses_file(f"/pictures/{note.picture}.webp")
        frame = trace.part("frame", _frame)
        turned = bool(note.turns) and datetime.fromisoformat(note.turns) <= trace.moment()
        others = [other.title for other in card.many(latest(note.list)) if other]
        return f"{path}|{note.title}|{note.body}|{turned}|{len(others)}{frame}".encode()

    def warm(self, arguments: Sequence[str]) -> None:
        full.many(arguments)
        markers.address.many(thing("note", argument) for argument in arguments)


class ListPages:
    name = "list"

    def places(self) -> Iterator[Place]:
        public = _public()
        notes = _notes()  # afterwards: a reprint walks outside of any snapshot, and every public note has a fact
        yield Place("/en/", "all", 1)
        for name in sorted({notes[i].list for i in public}):
            yield Place(f"/en/lists/{name}/", name, 2)

    def places_of(self, names: Sequence[Thing]) -> Sequence[tuple[Thing, Place]]:
        notes = [name for name in names if kind_of(name) == "note"]
        held = [(name, each) for name, lists in _holding(notes).items() for each in lists if each != "all"]
        found = [(name, Place(f"/en/lists/{each}/", each, 2)) for name, each in held]
        return [*((name, Place("/en/", "all", 1)) for name in notes), *found]

    def render(self, argument: str) -> bytes | None:
        members = latest(argument)
        if not members and argument != "all":
            return None
        paths = markers.address.many(thing("note", each) for each in members)
        cards = [trace.once(("card", each), partial(card, each)) for each in members]
        lines = [f"{path} {each.title if each else ''}" for path, each in zip(paths, cards, strict=True)]
        frame = trace.part("frame", _frame)
        return "\n".join([*lines, *filter(None, [frame])]).encode()

    def warm(self, arguments: Sequence[str]) -> None:
        latest.many(arguments)


def registry(build: str = "1") -> Registry:
    """A registry of its own."""
    made = Registry(build=lambda: build)
    markers.register(made)
    made.facet(full, card, house)
    made.shelf(latest)
    made.surface(NotePages(), monthly=True)
    made.surface(ListPages())
    made.public_files(Files("/pictures/", lambda path: f"picture {path}".encode()))
    made.public_files(Files("/assets/", lambda path: b"p { color: black }"))
    return made


def publish(number: int, path: str = "", **words: str) -> None:
    """Publishes a note, or changes it: one transaction, one fact."""
    known = _notes([str(number)]).get(str(number), Note("title", "body", "a", "", ""))
    name = thing("note", number)
    with writing.transaction(tester):
        current = Address.objects.filter(thing=name).exclude(state=State.FORMER).values_list("path", flat=True).first()
        with suppress(giving.Taken):
            giving.give(path or current or f"/en/note-{number}/", name)
        details = {**vars(known), **words}
        writing.note("note.changed", [name], edition=str(number), details=details)


def withdraw(number: int) -> None:
    """Withdraws a note."""
    name = thing("note", number)
    with writing.transaction(tester):
        giving.withdraw(name)
        writing.note("note.withdrawn", [name], edition=str(number))


def name_house(name: str) -> None:
    """Gives the name that stands on every page."""
    with writing.transaction(tester):
        writing.note("house.named", [thing("house", 1)], edition="1", details={"name": name})
