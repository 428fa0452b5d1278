"""What has to happen without anybody asking: due articles go out, small jobs are done, old leftovers go.

Every piece of work is small, fails alone, and is tried again at its next turn; the loop ends between two of them. What
takes long has a loop of its own: fifty pictures must keep no article that is due waiting.
"""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event, Thread

from django.core.management import call_command
from django.db import close_old_connections
from django_tasks import DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from rotativa.fronts.scheduling import publish_due_fronts
from rotativa.kit.living import give_sign
from rotativa.pictures.jobs import QUEUE, pack_left_over
from rotativa.press.checking import Checker
from rotativa.press.redirects import Keeper
from rotativa.project.planning import gather_statistics
from rotativa.project.storing import forget_parts
from rotativa.project.trouble import trouble
from rotativa.staff.forgotten import forget_strangers
from rotativa.staff.mails.following import follow
from rotativa.staff.mails.sending import forget_old, send_due as send_mails
from rotativa.staff.mails.telling import gather
from rotativa.staff.mails.watching import look
from rotativa.stories.scheduling import send_due

log = logging.getLogger("rotativa.scheduler")

LOOK = 1.0
"""Seconds between two looks at what is due."""
LONGEST_PAUSE = 10.0
"""Seconds between two looks while the database cannot be used; the pause grows to it."""
JOBS_AT_ONCE = 50


@dataclass
class Duty:
    """Something to be done every so often."""

    name: str
    every: float
    do: Callable[[], object]
    due: float = field(default=0.0)


def duties() -> tuple[Duty, ...]:
    """What the scheduler does in its main loop: nothing of it takes long."""
    return (
        Duty("publishing what is due", 5, send_due),
        Duty("publishing fronts that are due", 5, publish_due_fronts),
        Duty("small jobs", 1, work_off),
        Duty("telling people what was done", 2, follow),
        Duty("telling people what is wrong", 15, look),
        Duty("mails of the day", 15, gather),
        Duty("mails to colleagues", 2, send_mails),
        Duty("forgetting mails that never went", 24 * 3600, forget_old),
        Duty("forgetting passwords that nobody here forgot", 15, forget_strangers),
        Duty("starting the check of printed pages that is asked for", 2, Checker().look),
        Duty("keeping the redirects for nginx", 2, Keeper().look),
        Duty("forgetting sessions that ended", 24 * 3600, lambda: call_command("clearsessions", verbosity=0)),
        Duty("forgetting jobs that were done", 24 * 3600, lambda: call_command("prune_db_task_results", verbosity=0)),
    )


def long_duties() -> tuple[Duty, ...]:
    """What may take minutes, one after the other, in a loop of its own."""
    return (
        Duty("files of pictures", 1, pack_one),
        Duty("pictures that lack files", 600, pack_left_over),
        Duty("the statistics of the database", 3600, gather_statistics),
        Duty("forgetting files that were never whole", 24 * 3600, forget_parts),
    )


def work_off() -> None:
    """Does the small jobs that wait, some at a time."""
    _work(DEFAULT_TASK_QUEUE_NAME, JOBS_AT_ONCE)


def pack_one() -> None:
    """Makes the files of one picture: that takes seconds, and up to two minutes (``pictures.apart``)."""
    _work(QUEUE, 1)


def _work(queue: str, most: int) -> None:
    # Asks first: on SQLite the worker takes the write lock even to look.
    if not DBTaskResult.objects.ready().filter(queue_name=queue).exists():
        return
    Worker(
        queue_names=[queue],
        excluded_queue_names=[],
        backend_name="default",
        worker_id="scheduler",
        interval=LOOK,
        batch=True,
        startup_delay=False,
        max_tasks=most,
    ).run()


def run_both(stopped: Callable[[], bool]) -> None:
    """Does everything, until ``stopped``. Only the main loop gives signs of life: the other would hide its end.

    Where an error ends one of them, it ends the other, too: then whoever watches over us starts both again.
    """
    ended = Event()

    def is_over() -> bool:
        return ended.is_set() or stopped()

    def run_long() -> None:
        try:
            run(is_over, long_duties(), sign=bool)
        finally:
            ended.set()

    beside = Thread(target=run_long, name="long duties")
    beside.start()
    try:
        run(is_over, duties())
    finally:
        ended.set()
        beside.join()


def run(
    stopped: Callable[[], bool],
    all_duties: Sequence[Duty],
    pause: Callable[[float], object] = time.sleep,
    sign: Callable[[], object] = give_sign,
) -> None:
    """Does every duty when it is due, until ``stopped``. A database that is gone is waited for."""
    wait = LOOK
    while not stopped():
        done = [_do(duty, sign) for duty in all_duties if not stopped() and time.monotonic() >= duty.due]
        troubles = [said for said in done if said]
        if troubles:  # all for one reason: the first says it
            log.error("%s Trying again in %.0f s", troubles[0], wait)
        _rest(wait, stopped, pause, sign)
        wait = min(wait * 2, LONGEST_PAUSE) if troubles else LOOK


def _rest(
    seconds: float, stopped: Callable[[], bool], pause: Callable[[float], object], sign: Callable[[], object]
) -> None:
    """Lets time go by, one look at a time: who stops us waits for none of it."""
    for _look in range(round(seconds / LOOK)):
        if not stopped():
            sign()
            pause(LOOK)


def _do(duty: Duty, sign: Callable[[], object]) -> str:
    """Does it, and gives what is wrong where the database cannot be used: then it stays due."""
    sign()
    duty.due, before = time.monotonic() + duty.every, duty.due
    close_old_connections()
    try:
        duty.do()
    except Exception as error:  # one duty that fails must not keep the others from their turn
        if said := trouble(error):
            duty.due = before
            return said
        log.exception("%s failed; it is tried again in %.0f s", duty.name.capitalize(), duty.every)
    finally:
        close_old_connections()
    return ""
