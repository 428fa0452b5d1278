"""What grows with the archive: writing, printing, and the way from a fact to new bytes, at two sizes in one run.

    .venv/bin/python -m bench.scale --database postgresql --articles 1000 100000

At each size: how long the archive took and how large it is; the CPU of saving a draft, of the editor's own saving, of
publishing, and of an article and a front that are rendered; then, with the whole house running (`rotativa serve`:
server, press worker, scheduler) and 500 readers' requests a second, the time from the commit of the daybook's row,
which an editor's POST wrote, until the printed files of the article, of its front and of the last page of the set have
other bytes. At the largest size, everything is printed again while readers read and the editor publishes. At the end
the ratios of the largest size to the smallest.
"""

import argparse
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench import house
from bench.copies import multiply
from bench.ground import fill, prepare, row, say
from bench.running import House

SOURCES = 64
RATE = 500
DAY, PAUSE = 0.6, 2.0
"""Seconds between two publications: the day's news, not a flood; fewer beside a reprint."""

GOALS = {"the article": "200 / 750 ms", "its front": "200 / 750 ms", "the last of the set": "600 / 2,000 ms"}

Figures = dict[str, float]


def main() -> None:
    """Measures and prints."""
    options = _arguments()
    folder = prepare(options.database)
    room = fill(SOURCES)
    measured: list[tuple[int, Figures]] = []
    there = SOURCES
    for size in options.articles:
        print(f"\n{options.database}, {size:,} articles over ten years", flush=True)
        started = time.monotonic()
        there += multiply(room.articles[:SOURCES], size - there) if size > there else 0
        row("the archive was made in", f"{time.monotonic() - started:.0f} s")
        _skip_what_is_told()
        house.print_everything(folder)
        figures = house.write(room, options.times)
        house.render(room)
        figures |= _from_fact_to_bytes(room, folder, options.times)
        measured.append((size, figures))
    if not options.no_reprint:
        _print_again(room, folder)
    _compare(measured)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 100000], help="sizes, ascending")
    parser.add_argument("--times", type=int, default=30, help="how often each thing is measured")
    parser.add_argument("--no-reprint", action="store_true", help="leaves the reprint out")
    return parser.parse_args()


def _skip_what_is_told() -> None:
    """As if the archive's facts had been followed when they were written; so nothing that is known of pages counts."""
    from rotativa.daybook import queries as daybook
    from rotativa.press.models import Build, Cursor, Key, Printed

    Cursor.objects.update(fact=daybook.head())
    for model in (Key, Printed):
        model.objects.update(build=0)
    Build.objects.update(marked=False, fact=daybook.head())


def _from_fact_to_bytes(room: Any, folder: Path, times: int) -> Figures:
    with House(folder, RATE) as running:
        editor, waited = running.editor(), _Waited()
        running.settle()
        for number in range(times + 1):
            article = room.articles[(number * 4 + number % 4) % SOURCES]
            waited.add(editor.publish(room, article), warm=number > 0)
            time.sleep(DAY)
        told = running.stop_readers()
    waited.say("with 500 readers' requests a second")
    row("  pages of a set", f"{median(editor.printed):.0f}", f"at most {max(editor.printed)}")
    _say_readers(told)
    return waited.medians()


def _print_again(room: Any, folder: Path) -> None:
    """A change of design: everything again, while readers read and the editor publishes."""
    from rotativa.press.actions.print_again import print_again
    from rotativa.press.models import Mark

    with House(folder, RATE) as running:
        editor, waited, number = running.editor(), _Waited(), 0
        running.settle()
        marks, started = print_again(room.actor, prefix="/"), time.monotonic()
        while (left := Mark.objects.count()) > marks // 100:
            waited.add(editor.publish(room, room.articles[number % SOURCES]), warm=number > 0)
            number += 1
            say(f"printed again: {marks - left:,} of {marks:,}")
            time.sleep(PAUSE)
        took = time.monotonic() - started
        told = running.stop_readers()
    row(f"\neverything printed again: {marks:,} pages", f"{took:.0f} s", f"{marks / took:.0f} a second")
    waited.say("while everything is printed again", last=False)
    _say_readers(told)


def _say_readers(told: dict[str, Any]) -> None:
    times = f"median {told['median ms']} ms, p99 {told['p99 ms']} ms"
    row("  the readers meanwhile", f"{told['asked a second']}/s", times)
    row("  answers that were not 200", f"{told['wrong']} of {told['answered']}", str(told["the first of them"]))


class _Waited:
    """How long readers waited for new bytes, and the editor for an answer, in seconds."""

    def __init__(self) -> None:
        self._spent: dict[str, list[float]] = {}

    def add(self, spent: dict[str, float], *, warm: bool) -> None:
        """One publication; the first of a process is not counted."""
        for what, seconds in spent.items():
            if warm:
                self._spent.setdefault(what, []).append(seconds)

    def say(self, when: str, *, last: bool = True) -> None:
        """Prints median and p99 (the worst, where there are too few)."""
        print(f"from the commit of the fact to new bytes, {when}: median / p99")
        for what, spent in self._spent.items():
            if last or what != "the last of the set":
                figure = f"{_median(spent):.0f} / {_p99(spent):.0f} ms"
                row(f"  {what} ({len(spent)} times)", figure, GOALS.get(what, ""))

    def medians(self) -> Figures:
        """By what."""
        return {what: _median(spent) for what, spent in self._spent.items()}


def _median(spent: list[float]) -> float:
    return 1000 * sorted(spent)[len(spent) // 2]


def _p99(spent: list[float]) -> float:
    return 1000 * (quantiles(spent, n=100)[98] if len(spent) >= 100 else max(spent))


def _compare(measured: list[tuple[int, Figures]]) -> None:
    (small, before), (large, after) = measured[0], measured[-1]
    print(f"\n{large:,} articles to {small:,}:")
    for what, value in after.items():
        if before.get(what):
            goal = "goal 1.1" if "CPU" in what else "goal 1.3"
            row(f"  {what}", f"{value / before[what]:.2f}", goal)


if __name__ == "__main__":
    main()
