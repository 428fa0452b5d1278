"""Two versions of an article as a whole: what stayed, what differs word by word, and what only stands elsewhere now."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from rotativa.desk.queries.differences import (
    Difference,
    Part,
    added,
    labels,
    marked,
    parts,
    pieces,
    places,
    struck,
    without_words,
)
from rotativa.stories.text import ArticleText

Named = Sequence[tuple[str, Part]]


@dataclass(frozen=True)
class Row:
    """A part in both versions."""

    label: str
    kind: str  # "same", "changed", "new", "gone"
    moved: bool
    old: SafeString  # what it was, and what goes of it
    new: SafeString  # what it is, and what comes
    inline: SafeString  # both in one


@dataclass(frozen=True)
class Run:
    """Rows that follow each other and are all the same, or all not."""

    same: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Whole:
    """Two versions, part by part in the order of the new one; what is gone stands where it was."""

    runs: tuple[Run, ...]
    besides: tuple[Difference, ...]  # what has no words

    @property
    def differ(self) -> int:
        """How many parts are not what or where they were."""
        return sum(len(run.rows) for run in self.runs if not run.same) + len(self.besides)


def whole(old: ArticleText, new: ArticleText, edition: str) -> Whole:
    """Compares all of two versions of an article in this edition."""
    before, after = list(parts(old)), list(parts(new))
    called = {**dict(labels(old)), **dict(labels(new))}
    pairs = _pairs(before, after)
    moved = _moved(pairs)
    rows = [_row(called, before, after, *pair, moved=pair in moved) for pair in _in_order(pairs, before, after)]
    return Whole(tuple(_runs(rows)), tuple(places(old, new, edition)))


Pair = tuple[int | None, int | None]


def _pairs(before: Named, after: Named) -> list[tuple[int, int]]:
    """Which part became which: by name; and what was cut and pasted, which gives new names, by its words."""
    at = {name: place for place, (name, _part) in enumerate(before)}
    found = {place: at[name] for place, (name, _part) in enumerate(after) if name in at}
    left: dict[str, list[int]] = defaultdict(list)
    for place in sorted(set(range(len(before))) - set(found.values()), reverse=True):
        left[before[place][1].plain].append(place)
    for place, (_name, part) in enumerate(after):
        if place not in found and left.get(part.plain):
            found[place] = left[part.plain].pop()
    return [(old, new) for new, old in sorted(found.items())]


def _moved(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those that do not keep the order of the others: as few as can be, for whoever moves one moves not the rest."""
    ends: list[int] = []  # of the rising sequences of each length, where the old places end lowest
    last: list[int] = []
    before: list[int | None] = []
    for number, (old, _new) in enumerate(pairs):
        length = bisect_left(ends, old)
        before.append(last[length - 1] if length else None)
        ends[length : length + 1] = [old]
        last[length : length + 1] = [number]
    kept: set[tuple[int, int]] = set()
    at = last[-1] if last else None
    while at is not None:
        kept.add(pairs[at])
        at = before[at]
    return set(pairs) - kept


def _in_order(pairs: Sequence[tuple[int, int]], before: Named, after: Named) -> Iterator[Pair]:
    """All parts in the order of the new version; what is gone follows what it followed."""
    old_of = {new: old for old, new in pairs}
    known = set(old_of.values())

    def gone_behind(place: int) -> Iterator[Pair]:
        for next_one in range(place + 1, len(before)):
            if next_one in known:
                return
            yield next_one, None

    yield from gone_behind(-1)
    for place in range(len(after)):
        old = old_of.get(place)
        yield old, place
        if old is not None:
            yield from gone_behind(old)


def _row(
    called: Mapping[str, str], before: Named, after: Named, old: int | None, new: int | None, *, moved: bool
) -> Row:
    if new is None:
        assert old is not None  # noqa: S101 one of the two is there
        name, part = before[old]
        return Row(called.get(name, name), "gone", False, struck(part.plain), SafeString(""), struck(part.plain))
    name, part = after[new]
    label = called.get(name, name)
    if old is None:
        return Row(label, "new", False, SafeString(""), added(part.plain), added(part.plain))
    was = before[old][1]
    if was.raw == part.raw:
        same = format_html("{}", part.plain)
        return Row(label, "same", moved, same, same, same)
    if was.plain == part.plain:
        same = without_words(part.plain)
        return Row(label, "changed", moved, format_html("{}", was.plain), same, same)
    return Row(label, "changed", moved, *_sides(was.plain, part.plain), marked(was.plain, part.plain))


def _sides(old: str, new: str) -> tuple[SafeString, SafeString]:
    """The old words with what goes of them, and the new words with what comes."""
    found = list(pieces(old, new))
    left = [struck(gone) if kind != "equal" else format_html("{}", come) for kind, gone, come in found]
    right = [added(come) if kind != "equal" else format_html("{}", come) for kind, _gone, come in found]
    return format_html_join("", "{}", ((each,) for each in left)), format_html_join(
        "", "{}", ((each,) for each in right)
    )


def _runs(rows: Sequence[Row]) -> Iterator[Run]:
    run: list[Row] = []
    for row in rows:
        if run and _stayed(run[-1]) != _stayed(row):
            yield Run(_stayed(run[-1]), tuple(run))
            run = []
        run.append(row)
    if run:
        yield Run(_stayed(run[-1]), tuple(run))


def _stayed(row: Row) -> bool:
    return row.kind == "same" and not row.moved
