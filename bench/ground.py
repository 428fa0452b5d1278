"""The ground of the benchmarks: a database of their own, filled through the verbs that people use.

Import it before anything of Django: it sets the environment of the process.
"""

import argparse
import atexit
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from tests.support import postgresql
from tests.support.newsroom import free_port


def arguments(description: str) -> argparse.Namespace:
    """The options that all benchmarks share."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--times", type=int, default=15, help="how often each thing is measured; medians are printed")
    return parser.parse_args()


def prepare(database: str) -> Path:
    """Sets up Django on an empty, migrated database in a new folder, which goes at the end. Gives the folder."""
    folder = Path(tempfile.mkdtemp(prefix="rotativa-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = "rotativa.project.settings"
    # The port is part of the site's address, and so of every page: one for the whole run.
    os.environ.update(PORT=str(free_port()), HOST="127.0.0.1")
    os.environ.update(ROTATIVA_MODE="test", ROTATIVA_DATA=str(folder), DJANGO_SETTINGS_MODULE=settings)
    if database == "postgresql":
        server = postgresql.Server(postgresql.AS_INSTALLED)
        atexit.register(server.stop)
        os.environ["DATABASE_URL"] = server.url
    else:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'rotativa.sqlite3'}"
    import django
    from django.core.management import call_command

    django.setup()
    say("migrating …")
    call_command("migrate", verbosity=0)
    return folder


def fill(articles: int) -> Any:  # a tests.acts.newsroom.Newsroom
    """A newsroom with so many published articles, of twelve blocks and about 600 words each."""
    from rotativa.stories.actions.publish import publish
    from rotativa.stories.actions.start_story import start_story
    from tests.acts.newsroom import open_newsroom

    room = open_newsroom(random.Random(1))
    started, said = time.monotonic(), 0.0
    for number in range(articles):
        edition = room.editions[number % 4]
        article = start_story(
            room.actor,
            edition,
            headline=room.words(edition, 7),
            standfirst=room.words(edition, 18),
            section=room.sections[number % 3].pk,
            kind=room.kinds[0].pk,
            topics=[topic.pk for topic in room.topics[:2]],
            authors=[room.authors[number % 3].pk],
            picture=room.pictures[0].pk,
            caption=room.words(edition, 8),
            body=[{"type": "text", "value": f"<p>{room.words(edition, 50)}.</p>"} for _ in range(12)],
        )
        publish(room.actor, article.pk)
        room.articles.append(article.pk)
        if time.monotonic() - said > 5:
            said = time.monotonic()
            say(f"{number + 1} of {articles} articles …")
    say(f"{articles} articles written and published in {time.monotonic() - started:.0f} s")
    return room


def cpu(times: int, work: Callable[[int], object]) -> float:
    """Median process CPU of one call, in milliseconds."""
    spent = []
    for number in range(times):
        before = time.process_time()
        work(number)
        spent.append((time.process_time() - before) * 1000)
    return median(spent)


def row(what: str, value: str, goal: str = "") -> None:
    """Prints one figure, with the goal beside it where there is one."""
    print(f"{what:74}{value:>16}  {goal}")


def say(line: str) -> None:
    """Progress, beside the figures."""
    print(line, file=sys.stderr, flush=True)
