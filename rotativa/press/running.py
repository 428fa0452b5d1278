"""Runs a worker: for ever, or until nothing is left."""

import logging
import signal
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from typing import NoReturn

from django.db import DatabaseError, connections

from rotativa.kit.living import give_sign
from rotativa.press import beating, standing
from rotativa.press.asking import Asked
from rotativa.press.beating import Heart
from rotativa.press.following import next_instant
from rotativa.press.models import Mark
from rotativa.press.waking import Waker, waker
from rotativa.press.work import Counts, Replaced, Worker, worker

log = logging.getLogger("rotativa.press")

GLANCE = 1.0
_LONGEST_PAUSE = 10.0
PATIENCE = 2.0
"""Seconds of silence before progress is told."""

Say = Callable[[int, int], None]


def work_off(hand: Worker, say: Say) -> Counts:
    """Prints until nothing is left but what failed and what is held back; tells how much is done and left."""
    started = said = time.monotonic()
    while hand.step():
        now = time.monotonic()
        if now - started > PATIENCE and now - said > 1:
            said = now
            say(hand.counts.rendered, Mark.objects.count())
    return hand.counts


def watch(asked: Asked, say: Say, hand: Worker | None = None) -> None:
    """Waits until what was asked for is printed by others, and by this worker if there is room for it; tells how much
    is left."""
    while True:
        if hand is not None:
            work_off(hand, say)
        left = asked.left()
        if not left:
            return
        say(0, left)
        time.sleep(GLANCE)


def run() -> None:
    """Works for ever. A database that is gone is waited for, and one that ended a transaction for another is asked
    again; readers do not notice.
    """
    # The batch at hand is left where it is: a kill at any instant does no harm, so a stop need not wait.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
    pause = _Pause()
    build: int | None = None
    while True:
        give_sign()
        try:
            with closing(waker()) as wake:  # before the first read, so that no fact falls between
                hand = worker(build=build)
                build = hand.build
                _work(hand, wake, pause)
        except DatabaseError as error:
            why = " ".join(str(error).split())  # PostgreSQL explains itself in several lines
            log.error("The database cannot be reached, or refuses (%s); trying again in %.0f s", why, pause.seconds)
            connections.close_all()
            pause.rest()
        except Replaced:
            raise
        except Exception:
            # A facet or a surface raises while facts are followed: no fact may be skipped, so it is tried again, and
            # the desk is told that the press is behind.
            log.exception("The press cannot go on; trying again in %.0f s", pause.seconds)
            pause.rest()


class _Pause:
    """How long is rested where nothing goes on: longer each time, until something does."""

    def __init__(self) -> None:
        self.seconds = GLANCE

    def rest(self) -> None:
        time.sleep(self.seconds)
        self.seconds = min(self.seconds * 2, _LONGEST_PAUSE)

    def ends(self) -> None:
        self.seconds = GLANCE


def _work(hand: Worker, wake: Waker, pause: _Pause) -> NoReturn:
    heart = Heart(hand)
    log.info("The press worker %s begins", hand.name)
    try:
        while True:
            give_sign()
            heart.beat()
            busy = hand.step()
            pause.ends()
            if not busy:
                wake.wait(_seconds_to_wait())
    except SystemExit:
        with suppress(DatabaseError):
            beating.stop(hand.name)
        raise


def _seconds_to_wait() -> float:
    instant = next_instant()
    if instant is None:
        return GLANCE
    return max(0.0, min(GLANCE, (instant - standing.clock()).total_seconds()))
