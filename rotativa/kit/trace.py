"""Where reads say what they were asked and what they returned.

A page's dependencies are never named by hand: every read that pages make is a ``Facet`` (one face of a thing) or a
``Shelf`` (a named list), and whoever calls one inside a trace leaves a row in it: the key that was asked and the
fingerprint of the answer, "nothing" included. The press keeps these; whatever changes a fingerprint finds its pages.

Facets and shelves know how to load many answers at once. A ``batch`` keeps such answers, so that a hundred pages cost
the queries of one; each page still asks for itself, inside its own trace. What many pages make alike of their answers
(the frame of an edition, the card of an article) is made ``once`` and kept with them, and every page that takes it has
used all that it asked. A worker gives what one batch kept to its next, as far as nothing has happened to it.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

from rotativa.kit.hashing import Fingerprint, fingerprint
from rotativa.kit.things import Thing, identity_of, kind_of, thing

V = TypeVar("V")


class Untraced(RuntimeError):
    """A read outside a trace, in a process that must not make one."""


class Key(NamedTuple):
    """What was asked: the name of a facet or shelf, and its argument."""

    name: str
    argument: str

    def __str__(self) -> str:
        return f"{self.name}({self.argument})"


@dataclass
class Trace:
    """What one page, or one part that pages share, used, and the instant at which its bytes change by themselves."""

    now: datetime
    used: dict[Key, Fingerprint] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    parts: dict["Trace", None] = field(default_factory=dict)  # whose record is kept apart, in the order of their taking
    until: datetime | None = None

    __hash__ = object.__hash__

    def note(self, key: Key, mark: Fingerprint, until: datetime | None) -> None:
        """Records an answer. An answer that changes inside one trace cannot happen on a read snapshot, so it raises."""
        if self.used.setdefault(key, mark) != mark:
            raise RuntimeError(f"{key} answered twice differently inside one page")
        self.ends(until)

    def ends(self, until: datetime | None) -> None:
        """Records an instant at which something changes by itself; the earliest stays."""
        if until is not None and (self.until is None or until < self.until):
            self.until = until

    def take(self, other: "Trace") -> None:
        """Takes over what another trace recorded."""
        for key, mark in other.used.items():
            self.note(key, mark, None)
        self.files |= other.files
        self.parts |= other.parts
        self.ends(other.until)

    def everything(self) -> dict[Key, Fingerprint]:
        """All that was used, by itself and by its parts."""
        everything = dict(self.used)
        for part in self.parts:
            everything |= part.used
        return everything

    def all_files(self) -> set[str]:
        """All files that were named, by itself and by its parts."""
        return self.files.union(*(part.files for part in self.parts))


@dataclass
class Batch:
    """Answers for pages of one state of the newsroom, and what was made of them: only memory, never a dependency."""

    answers: dict[Key, tuple[object, Fingerprint]] = field(default_factory=dict)
    made: dict[Hashable, tuple[object, Trace]] = field(default_factory=dict)
    memories: dict[Hashable, dict[Any, Any]] = field(default_factory=dict)

    def of_these(self, holds: Callable[[Key], bool], now: datetime) -> "Batch":
        """What is left of it where only answers still hold of which this is so, for pages of that time.

        What was made is left if all that it asked holds, and nothing of it has changed by itself.
        """
        answers = {key: answer for key, answer in self.answers.items() if holds(key)}
        made = {
            name: (value, record)
            for name, (value, record) in self.made.items()
            if (record.until is None or record.until > now) and record.everything().keys() <= answers.keys()
        }
        return Batch(answers, made)


_trace: ContextVar[Trace | None] = ContextVar("trace", default=None)
_batch: ContextVar[Batch | None] = ContextVar("batch", default=None)
_now: ContextVar[datetime] = ContextVar("now")
_required = False

loading: ContextVar["tuple[Facet[Any] | Shelf, tuple[str, ...]] | None"] = ContextVar("loading", default=None)
"""The read that is loading rows at this moment, for the tests' hook on loaded rows."""


def require_traces(required: bool = True) -> None:
    """From now on every read in this process must happen inside a trace or a batch (the press calls this once)."""
    global _required  # noqa: PLW0603 one switch for the process, set at its start
    _required = required


def current() -> Trace | None:
    """The trace that is open here, if any."""
    return _trace.get()


@contextmanager
def tracing(now: datetime) -> Iterator[Trace]:
    """Opens a trace for one page, whose time is ``now`` (aware)."""
    if _trace.get() is not None:
        raise RuntimeError("a trace inside a trace: a page is rendered by itself")
    trace = Trace(now)
    token = _trace.set(trace)
    try:
        with at(now):
            yield trace
    finally:
        _trace.reset(token)


@contextmanager
def batch(*, joins: bool = True, kept: Batch | None = None) -> Iterator[Batch]:
    """Keeps answers in memory while it is open. Open it on one read snapshot only; one inside another joins it.

    One that does not join is for whoever must not be told what was true before: a generator that is suspended inside a
    batch leaves it open, for everybody. ``kept`` is what an earlier one kept, where everything stands as it did then.
    """
    outer = _batch.get()
    if outer is not None and joins:
        yield outer
        return
    opened = Batch() if kept is None else kept
    token = _batch.set(opened)
    try:
        yield opened
    finally:
        _batch.reset(token)


@contextmanager
def at(now: datetime) -> Iterator[None]:
    """Sets the time for reads that depend on it. ``tracing`` does so too: a page's time is an input."""
    token = _now.set(now)
    try:
        yield
    finally:
        _now.reset(token)


def moment() -> datetime:
    """The time that reads work with. Raises ``LookupError`` where nobody set one: no read asks a clock."""
    return _now.get()


def ends(until: datetime | None) -> None:
    """Says that the page changes by itself at that instant, if at any: for what no single answer could say.

    Raises ``ValueError`` for one that does not lie ahead: the page would be printed for ever.
    """
    trace = _trace.get()
    if trace is not None:
        if until is not None and until <= trace.now:
            raise ValueError(f"a page of {trace.now} says that it changes at {until}: the next instant lies ahead")
        trace.ends(until)


def once(name: Hashable, make: Callable[[], V]) -> V:
    """What ``make`` gives, made once as long as the open batch keeps it; every page that takes it has used all that it
    asked.

    ``name`` says all that ``make`` depends on besides its reads. For values, which nobody changes afterwards.
    """
    value, record = _made(name, make)
    trace = _trace.get()
    if trace is not None and record is not None:
        trace.take(record)
    return value


def part(name: Hashable, make: Callable[[], V]) -> V:
    """The same for what very many pages have in common, such as the frame of an edition.

    Its record stays in one piece: the press keeps it once, and of each page only that it took it.
    """
    value, record = _made(("part", name), make)
    trace = _trace.get()
    if trace is not None and record is not None:
        trace.parts |= {record: None, **record.parts}
        trace.ends(record.until)
    return value


def _made(name: Hashable, make: Callable[[], V]) -> tuple[V, Trace | None]:
    kept, now = _batch.get(), _now.get(None)
    if kept is None or now is None:
        return make(), None  # asks inside the page's own trace, if there is a page
    if name not in kept.made:
        record = Trace(now)
        token = _trace.set(record)
        try:
            kept.made[name] = make(), record
        finally:
            _trace.reset(token)
    value, record = kept.made[name]
    return value, record  # type: ignore[return-value]  # of the same name, so of the same type


def memory(name: Hashable) -> dict[Any, Any]:
    """What reads remember while they load, so that several ask the database once; the open batch keeps it.

    Without a batch it is empty each time. For rows and values, never for what was read through a facet or a shelf.
    """
    kept = _batch.get()
    return {} if kept is None else kept.memories.setdefault(name, {})


def uses_file(path: str) -> None:
    """Says that the page names a public file (a picture, a style) whose address carries the hash of its bytes."""
    trace = _trace.get()
    if trace is not None:
        trace.files.add(path)


@dataclass(frozen=True)
class Facet(Generic[V]):
    """One face of a thing: an answer per identity, with a fingerprint.

    ``load`` takes identities (``("5@es", "7@es")``) and gives the answers it has; what is missing is None.
    The answer covers the thing's own columns only: ``rows`` names, for every model whose rows ``load`` may touch, the
    attribute that holds the thing's identity. ``until`` names the next instant at which an answer changes by itself.
    """

    name: str
    load: Callable[[tuple[str, ...]], Mapping[str, V]]
    rows: Mapping[str, str]
    of: Callable[[str], Thing] | None = None
    until: Callable[[V | None, datetime], datetime | None] | None = None

    @property
    def kind(self) -> str:
        """The kind of thing this is a face of: ``topic`` for ``topic.card``."""
        return self.name.partition(".")[0]

    def thing_of(self, argument: str) -> Thing:
        """The thing that an argument means, in all its editions: by the facet's name, or as ``of`` says."""
        if self.of is not None:
            return self.of(argument)
        return thing(self.kind, argument.partition("@")[0])

    def argument_of(self, name: Thing) -> str | None:
        """The argument that means no more than this thing, in all its editions; None where none can: ``5`` for
        ``topic:5``. Those for single editions (``5@es``) are not told from it.
        """
        if self.of is not None:
            return str(name) if self.of(name) == name else None
        return identity_of(name) if kind_of(name) == self.kind else None

    def __call__(self, argument: object) -> V | None:
        """The answer for one identity, recorded in the open trace."""
        return self.many((argument,))[0]

    def many(self, arguments: Iterable[object]) -> tuple[V | None, ...]:
        """The answers for many identities, in their order, each recorded in the open trace."""
        return _answers(self, [str(argument) for argument in arguments])

    def fresh(self, arguments: Sequence[str]) -> dict[str, Fingerprint]:
        """The fingerprints as they are now, past every memory."""
        with batch(joins=False):
            found = _load(self, tuple(arguments))
        return {argument: fingerprint(found.get(argument)) for argument in arguments}


@dataclass(frozen=True)
class Shelf:
    """A named list that pages draw on: identities in order, which are its fingerprint.

    ``load`` takes arguments (``"es/section/3"``) and gives the members of each. ``holding`` takes things and gives the
    arguments of all shelves that hold each of them now (what is missing is held by none): with what was said last time,
    the press finds every list that a thing joined or left.

    What held a thing when it was last asked may have been taken into another shelf since: ``heirs`` gives, of such
    arguments, those that hold its members now.

    Where the answer says which places there are (the months of a list), ``opens`` gives the thing that has them:
    surfaces are asked for all of its places when the answer is another, not with each thing that the shelf holds. It is
    of a kind of its own, which no fact names.

    ``kinds`` are those of all things that ``holding`` ever says a shelf for: no fact of others changes an answer. None
    where nobody may rely on that.
    """

    name: str
    load: Callable[[tuple[str, ...]], Mapping[str, tuple[str, ...]]]
    holding: Callable[[tuple[Thing, ...]], Mapping[Thing, tuple[str, ...]]]
    until: Callable[[tuple[str, ...], datetime], datetime | None] | None = None
    heirs: Callable[[Iterable[str]], Mapping[str, str]] | None = None
    opens: Callable[[str], Thing] | None = None
    kinds: frozenset[str] | None = None

    def __call__(self, argument: object) -> tuple[str, ...]:
        """The members, recorded in the open trace; an empty shelf is recorded too."""
        return self.many((argument,))[0]

    def many(self, arguments: Iterable[object]) -> tuple[tuple[str, ...], ...]:
        """The members of many shelves, each recorded."""
        found = _answers(self, [str(argument) for argument in arguments])
        return tuple(members or () for members in found)

    def fresh(self, arguments: Sequence[str]) -> dict[str, Fingerprint]:
        """The fingerprints as they are now, past every memory."""
        with batch(joins=False):
            found = _load(self, tuple(arguments))
        return {argument: fingerprint(tuple(found.get(argument) or ())) for argument in arguments}


def _load(read: "Facet[Any] | Shelf", arguments: tuple[str, ...]) -> Mapping[str, Any]:
    if not arguments:
        return {}
    token = loading.set((read, arguments))
    try:
        return read.load(arguments)
    finally:
        loading.reset(token)


def _answers(read: Any, arguments: list[str]) -> tuple[Any, ...]:  # a Facet of any value, or a Shelf
    trace, kept = _trace.get(), _batch.get()
    if _required and trace is None and kept is None:
        raise Untraced(f"{read.name}{tuple(arguments)} was read outside a trace")
    answers = kept.answers if kept is not None else {}
    keys = [Key(read.name, argument) for argument in arguments]
    missing = tuple(dict.fromkeys(key.argument for key in keys if key not in answers))
    if missing:
        found = _load(read, missing)
        empty: Any = () if isinstance(read, Shelf) else None
        for argument in missing:
            value = found.get(argument, empty)
            answers[Key(read.name, argument)] = (value, fingerprint(value))
    if trace is not None:
        for key in keys:
            value, mark = answers[key]
            trace.note(key, mark, read.until(value, trace.now) if read.until is not None else None)
    return tuple([answers[key][0] for key in keys])
