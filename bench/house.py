"""What the whole house costs: saving and publishing, printing, and the way from a fact to new bytes.

    .venv/bin/python -m bench.house --database sqlite --articles 1000

Timed are calls of the verbs in this process (CPU of this process; on PostgreSQL the server's own CPU is not in it),
renders on a read snapshot, and, with a real press worker beside it, the time from the commit of the fact until the tree
holds other bytes.
"""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.ground import arguments, cpu, fill, percentiles, prepare, row, say

GOAL_SAVE, GOAL_REQUEST, GOAL_RENDERED = "goal 25 ms", "goal 80 ms", "goal 2 ms (500 a second and core)"


def main() -> None:
    """Measures and prints."""
    options = arguments(__doc__ or "")
    folder = prepare(options.database)
    room = fill(options.articles)
    print(f"{options.database}, {options.articles} articles of 12 blocks and 600 words, median of {options.times}")
    _print_everything()
    write(room, options.times)
    _render(room)
    _fact_to_bytes(room, folder, options.times)


def _print_everything() -> None:
    from django.conf import settings

    from rotativa.press.models import Printed
    from rotativa.press.work import work_until_done

    say("printing everything …")
    before, wall = time.process_time(), time.monotonic()
    work_until_done()
    pages = Printed.objects.filter(present=True).exclude(surface="file").count()
    spent, took = time.process_time() - before, time.monotonic() - wall
    row("pages printed, written, synced and recorded", f"{pages}")
    row("  a second", f"{pages / took:.0f}", "goal 500 a core")
    row("  CPU a page", f"{spent / pages * 1000:.2f} ms", GOAL_RENDERED)
    size = sum(file.stat().st_size for file in Path(settings.ROTATIVA_TREE).rglob("*.gz"))
    row("  bytes of a file", f"{size / pages:.0f}")


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


def _render(room: Any) -> None:
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    from rotativa.kit import trace
    from rotativa.press import router, standing
    from rotativa.press.registry import registry
    from rotativa.press.rendering import render_place
    from rotativa.press.work import work_until_done

    work_until_done()
    surface, some = registry.surfaces["article"], [str(article) for article in room.articles[:64]]
    now = standing.cursor().time

    def alone(number: int) -> None:
        with router.snapshot(), trace.batch(), trace.at(now):
            render_place(registry, "article", some[number], now)

    def together(_number: int) -> None:
        with router.snapshot(), trace.batch(), trace.at(now):
            surface.warm(some)
            for argument in some:
                render_place(registry, "article", argument, now)

    with CaptureQueriesContext(connections["print"]) as asked:
        alone(0)
    row("an article rendered alone: queries", f"{len(asked)}")
    row("an article rendered alone: CPU", f"{cpu(15, alone):.1f} ms")
    with CaptureQueriesContext(connections["print"]) as asked:
        together(0)
    row("64 articles in a batch: queries in all", f"{len(asked)}")
    row("64 articles in a batch: CPU of one", f"{cpu(5, together) / 64:.2f} ms")


def _fact_to_bytes(room: Any, folder: Path, times: int) -> None:
    from rotativa.addresses.queries import current_paths
    from rotativa.kit.things import thing
    from rotativa.press.store import Store
    from rotativa.press.work import is_at_rest
    from rotativa.stories.actions.publish import publish
    from rotativa.stories.actions.save_draft import save_draft

    store = Store(folder / "tree")
    waited: dict[str, list[float]] = {"article": [], "front": [], "the last of the set": []}
    worker = subprocess.Popen([sys.executable, "-m", "rotativa", "press", "work"])  # the environment is set
    try:
        time.sleep(3)
        for number in range(times):
            article = room.articles[-4 * (number + 1)]  # the newest, so that the front shows it
            edition = room.editions[(len(room.articles) - 4 * (number + 1)) % 4]
            name = thing("article", article)
            path = current_paths([name])[name]
            save_draft(room.actor, article, headline=room.words(edition, 8))
            files = {"article": _file(store, path), "front": _file(store, f"/{edition}/")}
            before = {what: file.read_bytes() for what, file in files.items()}
            publish(room.actor, article)
            committed = time.monotonic()
            for what, file in files.items():
                while file.read_bytes() == before[what] and time.monotonic() - committed < 10:
                    time.sleep(0.001)
                waited[what].append(time.monotonic() - committed)
            while not is_at_rest():
                time.sleep(0.002)
            waited["the last of the set"].append(time.monotonic() - committed)
    finally:
        worker.terminate()
        worker.wait()
    for what, spent in waited.items():
        goal = "goal 600 ms / 2 s" if what.startswith("the last") else "goal 200 / 750 ms"
        row(f"from the commit of the fact to new bytes, median / worst: {what}", percentiles(spent), goal)


def _file(store: Any, path: str) -> Path:
    from rotativa.press.models import Kind

    file: Path = store.file_of(path, Kind.PAGE)
    return file


if __name__ == "__main__":
    main()
