"""Runs a worker: for ever, or until nothing is left."""

import logging
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress

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
    """Works for ever. A database that is gone is waited for; readers do not notice."""
    # The batch at hand is left where it is: a kill at any instant does no harm, so a stop need not wait.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
    pause = GLANCE
    build: int | None = None
    while True:
        give_sign()
        wake: Waker | None = None
        hand: Worker | None = None
        try:
            wake = waker()  # before the first read, so that no fact falls between
            hand = worker(build=build)
            build = hand.build
            heart = Heart(hand)
            log.info("The press worker %s begins", hand.name)
            while True:
                give_sign()
                heart.beat()
                busy = hand.step()
                pause = GLANCE
                if not busy:
                    wake.wait(_seconds_to_wait())
        except SystemExit:
            if hand is not None:
                with suppress(DatabaseError):
                    beating.stop(hand.name)
            raise
        except DatabaseError as error:
            why = " ".join(str(error).split())  # PostgreSQL explains itself in several lines
            log.error("The database cannot be reached (%s); trying again in %.0f s", why, pause)
            connections.close_all()
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        except Replaced:
            raise
        except Exception:
            # A facet or a surface raises while facts are followed: no fact may be skipped, so it is tried again, and
            # the desk is told that the press is behind.
            log.exception("The press cannot go on; trying again in %.0f s", pause)
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        finally:
            if wake is not None:
                wake.close()


def _seconds_to_wait() -> float:
    instant = next_instant()
    if instant is None:
        return GLANCE
    return max(0.0, min(GLANCE, (instant - standing.clock()).total_seconds()))
