"""What has to happen without anybody asking: due articles go out, small jobs are done, old leftovers go.

Every piece of work is small, fails alone, and is tried again at its next turn; the loop ends between two of them.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.core.management import call_command
from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from rotativa.stories.scheduling import send_due

log = logging.getLogger("rotativa.scheduler")

LOOK = 1.0
"""Seconds between two looks at what is due."""
JOBS_AT_ONCE = 50


@dataclass
class Duty:
    """Something to be done every so often."""

    name: str
    every: float
    do: Callable[[], object]
    due: float = field(default=0.0)


def duties() -> tuple[Duty, ...]:
    """Everything that the scheduler does."""
    return (
        Duty("publishing what is due", 5, send_due),
        Duty("small jobs", 1, work_off),
        Duty("forgetting sessions that ended", 24 * 3600, lambda: call_command("clearsessions", verbosity=0)),
        Duty("forgetting jobs that were done", 24 * 3600, lambda: call_command("prune_db_task_results", verbosity=0)),
    )


def work_off() -> None:
    """Does the jobs that wait, some at a time. Asks first: on SQLite the worker takes the write lock even to look."""
    if not DBTaskResult.objects.ready().exists():
        return
    Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        backend_name="default",
        worker_id="scheduler",
        interval=LOOK,
        batch=True,
        startup_delay=False,
        max_tasks=JOBS_AT_ONCE,
    ).run()


def run(stopped: Callable[[], bool], all_duties: Sequence[Duty], pause: Callable[[float], object] = time.sleep) -> None:
    """Does every duty when it is due, until ``stopped``."""
    while not stopped():
        for duty in all_duties:
            if stopped():
                return
            now = time.monotonic()
            if now >= duty.due:
                duty.due = now + duty.every
                _do(duty)
        pause(LOOK)


def _do(duty: Duty) -> None:
    close_old_connections()
    try:
        duty.do()
    except Exception:  # one duty that fails must not keep the others from their turn
        log.exception("%s failed; it is tried again in %.0f s", duty.name.capitalize(), duty.every)
    finally:
        close_old_connections()
