"""What it costs to rename a topic that very many articles use, and what the day's news wait for it.

    .venv/bin/python -m bench.wide --database sqlite --articles 5000

A real press worker prints beside it. Measured are the verb, the marks, and the time from the commit of an article that
is published during the wide reprint until its own page, its front and all the rest of the tree are as they must be.
"""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.copies import multiply
from bench.ground import arguments, fill, prepare, row, say

MOMENT = 0.002


def main() -> None:
    """Measures and prints."""
    options = arguments(__doc__ or "")
    folder = prepare(options.database)
    room = fill(1)
    multiply(room.articles, options.articles)
    say("printing everything …")
    from rotativa.press.work import work_until_done

    work_until_done()
    print(f"{options.database}, a topic of {options.articles} articles, each of 12 blocks and 600 words")
    _follow(room)
    _rename_and_publish(room, folder)
    _merge(room)


def _follow(room: Any) -> None:
    """The verb and the marks, in this process."""
    from rotativa.press import following
    from rotativa.press.models import Mark
    from rotativa.press.registry import registry
    from rotativa.press.work import work_until_done
    from rotativa.topics.actions.name_topic import name_topic

    started = time.monotonic()
    name_topic(room.actor, room.topics[0], "en", name="A new name")
    row("the topic is renamed: the verb", f"{(time.monotonic() - started) * 1000:.0f} ms", "goal 100 ms")
    started = time.monotonic()
    following.follow(registry)
    row(f"{Mark.objects.count()} pages marked", f"{(time.monotonic() - started) * 1000:.0f} ms")
    started, counts = time.monotonic(), work_until_done()
    row(f"{counts.changed} pages printed", f"{time.monotonic() - started:.1f} s")


def _rename_and_publish(room: Any, folder: Path) -> None:
    """The news of the day, while a press worker reprints."""
    from rotativa.addresses.queries import current_paths
    from rotativa.kit.things import thing
    from rotativa.press.models import Kind, Mark
    from rotativa.press.resting import is_at_rest
    from rotativa.press.store import Store
    from rotativa.stories.actions.publish import publish
    from rotativa.stories.actions.start_story import start_story
    from rotativa.topics.actions.name_topic import name_topic

    store = Store(folder / "tree")
    body = [{"type": "text", "value": f"<p>{room.words('en', 50)}.</p>"}]
    fields = {"section": room.sections[0].pk, "topics": [room.topics[0].pk], "body": body}
    article = start_story(room.actor, "en", headline="News of the day", **fields)
    worker = subprocess.Popen([sys.executable, "-m", "rotativa", "press", "work"])  # the environment is set
    try:
        time.sleep(4)
        renamed = time.monotonic()
        name_topic(room.actor, room.topics[0], "en", name="Another name")
        while not Mark.objects.exists():
            time.sleep(MOMENT)
        publish(room.actor, article.pk)
        committed = time.monotonic()
        name = thing("article", article.pk)
        page, front = (store.file_of(path, Kind.PAGE) for path in (current_paths([name])[name], "/en/"))
        before = front.read_bytes()
        while not page.exists():
            time.sleep(MOMENT)
        row("the news of the day: its page, from the commit", _since(committed), "goal 750 ms")
        while front.read_bytes() == before:
            time.sleep(MOMENT)
        row("the news of the day: the front", _since(committed), "goal 750 ms")
        row("pages that waited meanwhile", f"{Mark.objects.count()}")
        while not is_at_rest():
            time.sleep(0.05)
        row("all pages of the topic, from the commit of its name", _since(renamed))
    finally:
        worker.terminate()
        worker.wait()


def _merge(room: Any) -> None:
    """The topic is merged into another, which no article names: the verb, the marks, the pages."""
    from rotativa.press import following
    from rotativa.press.models import Mark
    from rotativa.press.registry import registry
    from rotativa.press.work import work_until_done
    from rotativa.topics.actions.merge_topic import merge_topic

    started = time.monotonic()
    merge_topic(room.actor, room.topics[0], room.topics[1])
    row("the topic is merged into another: the verb", f"{(time.monotonic() - started) * 1000:.0f} ms", "goal 100 ms")
    started = time.monotonic()
    following.follow(registry)
    row(f"{Mark.objects.count()} pages marked", f"{(time.monotonic() - started) * 1000:.0f} ms")
    started, counts = time.monotonic(), work_until_done()
    row(f"{counts.changed} pages printed", f"{time.monotonic() - started:.1f} s")


def _since(start: float) -> str:
    return f"{(time.monotonic() - start) * 1000:.0f} ms"


if __name__ == "__main__":
    main()
