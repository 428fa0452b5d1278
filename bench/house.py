"""What the whole house costs: printing, saving and publishing, rendering alone and in a batch.

    .venv/bin/python -m bench.house --database sqlite --articles 1000

Timed are one worker that prints everything, calls of the verbs, and renders on a read snapshot, all in this process
(CPU of this process; on PostgreSQL the server's own is not in it). From a fact to new bytes: ``bench.scale``.
"""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

from bench.ground import arguments, cpu, fill, prepare, row, say
from bench.sizes import TABLES, bytes_of

GOAL_SAVE, GOAL_REQUEST, GOAL_RENDERED = "goal 25 ms", "goal 80 ms", "goal 2 ms (500 a second and core)"


def main() -> None:
    """Measures and prints."""
    options = arguments(__doc__ or "")
    folder = prepare(options.database)
    room = fill(options.articles)
    print(f"{options.database}, {options.articles} articles of 12 blocks and 600 words, median of {options.times}")
    print_everything(folder)
    write(room, options.times)
    render(room)


def print_everything(folder: Path) -> None:
    """Prints what waits, in this process, as one worker does; and says how fast, and how much room it takes."""
    from django.apps import apps

    from rotativa.press.models import Printed
    from rotativa.press.work import alone, worker

    say("printing everything …")
    own, wall, spent = worker(), time.monotonic(), time.process_time()
    with alone():
        own.until_done()
    wall, spent, pages = time.monotonic() - wall, time.process_time() - spent, own.counts.rendered
    row("printed: written, synced and recorded", f"{pages:,} pages", f"in {wall:.0f} s")
    row("  a second, by one worker", f"{pages / wall:.0f}", "goal 500 a core")
    row("  CPU of a page", f"{spent / pages * 1000:.2f} ms", GOAL_RENDERED)
    there = Printed.objects.filter(present=True).count()
    tree = int(subprocess.check_output(["du", "-s", "--block-size=1", folder / "tree"], text=True).split()[0])
    row("  bytes on disk of a page", f"{tree / there:,.0f}")
    of_uses = bytes_of(*TABLES)
    row("  bytes of rows of a page: uses and keys", f"{of_uses / there:,.0f}", "goal 1,500")
    tables = [model._meta.db_table for model in apps.get_app_config("press").get_models()]  # noqa: SLF001 Django documents it
    row("  bytes of rows of a page: all that the press keeps", f"{bytes_of('press_used', *tables) / there:,.0f}")


def write(room: Any, times: int) -> dict[str, float]:
    """What writing costs: the verbs, and the request with which the editor saves by itself. Gives CPU by what."""
    from bench.typing import Typist
    from rotativa.stories.actions.publish import publish
    from rotativa.stories.actions.save_draft import save_draft

    articles = room.articles[: times * 2]

    def save(number: int) -> None:
        edition = room.editions[number % 4]
        body = [{"type": "text", "value": f"<p>{room.words(edition, 50)}.</p>"} for _ in range(12)]
        save_draft(room.actor, articles[number % len(articles)], body=body)

    figures = {"save a draft: the verb, CPU": cpu(times, save)}
    figures["publish it: the verb, CPU"] = cpu(
        times, lambda number: publish(room.actor, articles[number % len(articles)])
    )
    typist = Typist(room.articles[:2], [{"type": "text", "value": room.words("en", 50)} for _ in range(12)])
    for _ in range(3):
        typist.save()
    figures["the editor saves by itself: the request, CPU"] = cpu(times, lambda _: typist.save())
    for (what, spent), goal in zip(figures.items(), (GOAL_SAVE, "", GOAL_REQUEST), strict=True):
        row(what, f"{spent:.1f} ms", goal)
    row("  queries of the request", f"{typist.queries()}")
    return figures


def render(room: Any) -> None:
    """What pages cost that are only rendered: an article that was just published, and its front, by a worker that has
    printed before and by one that knows nothing; and articles in a batch."""
    from rotativa.press.registry import registry
    from rotativa.press.rendering import render_place
    from rotativa.press.work import work_until_done

    work_until_done()
    some, fronts = [str(article) for article in room.articles[:64]], list(room.editions)
    for what, surface, places, goal in (
        ("an article rendered alone: CPU", "article", some, "goal 6 ms"),
        ("a front rendered alone: CPU", "front", fronts, "goal 15 ms"),
    ):
        queries, spent = _published_and_rendered(room, surface, places)
        row(what, f"{spent:.1f} ms", goal)
        row("  queries", f"{queries}")
        queries, spent = _of_nothing_known(surface, places)
        row("  by a worker that knows nothing yet: CPU", f"{spent:.1f} ms")
        row("  queries", f"{queries}")

    def together(_number: int) -> None:
        with _batch() as now:
            registry.surfaces["article"].warm(some)
            for argument in some:
                render_place(registry, "article", argument, now)

    row(f"{len(some)} articles in a batch: queries in all", f"{_queries_of(together)}")
    row(f"{len(some)} articles in a batch: CPU of one", f"{cpu(5, together) / len(some):.2f} ms", "goal 2 ms")


def _published_and_rendered(room: Any, surface: str, arguments: list[str]) -> tuple[int, float]:
    """Queries and CPU of a page rendered after an article was published, each time another: as the press comes to it,
    which has followed the facts and remembers what they do not name."""
    from rotativa.daybook import queries as daybook
    from rotativa.press.registry import registry
    from rotativa.press.remembering import Memory
    from rotativa.press.rendering import render_place
    from rotativa.press.work import work_until_done
    from rotativa.stories.actions.publish import publish
    from rotativa.stories.actions.save_draft import save_draft

    memory, spent, queries = Memory(), [], []
    for number in range(12):
        article, before = room.articles[number], daybook.head()
        save_draft(room.actor, article, headline=room.words(room.editions[number % 4], 7))
        publish(room.actor, article)
        assert daybook.head() > before, "what was not changed is not published, and all would be known"
        work_until_done()
        argument = arguments[number % len(arguments)]

        def once(_number: int, argument: str = argument) -> None:
            with _batch(lambda now: memory.of(registry, daybook.head(), now)) as now:
                render_place(registry, surface, argument, now)

        if number % 2:
            queries.append(_queries_of(once))
        else:
            spent.append(cpu(1, once))
    return round(median(queries)), median(spent[1:])  # the first knew nothing


def _of_nothing_known(surface: str, arguments: list[str]) -> tuple[int, float]:
    from rotativa.press.registry import registry
    from rotativa.press.rendering import render_place

    def once(number: int) -> None:
        with _batch() as now:
            render_place(registry, surface, arguments[number % len(arguments)], now)

    return _queries_of(once), cpu(15, once)


@contextmanager
def _batch(known: Callable[[datetime], Any] = lambda _now: None) -> Iterator[datetime]:
    """A batch on a read snapshot, with what is known for pages of its time. Gives that time."""
    from rotativa.kit import trace
    from rotativa.press import router, standing

    now = standing.cursor().time
    with router.snapshot(), trace.batch(kept=known(now)), trace.at(now):
        yield now


def _queries_of(work: Callable[[int], object]) -> int:
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connections["print"]) as asked:
        work(0)
    return len(asked)


if __name__ == "__main__":
    main()
