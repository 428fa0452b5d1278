"""``rotativa press``: what is printed, what waits, and printing itself."""

import logging
import signal
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections
from django.utils.translation import gettext as _

from rotativa.kit import trace
from rotativa.kit.actor import Machine, require
from rotativa.press import queries, standing
from rotativa.press.actions.print_again import NotPrinted, print_again
from rotativa.press.following import next_instant
from rotativa.press.models import Mark
from rotativa.press.registry import registry
from rotativa.press.store import Store
from rotativa.press.verifying import verify
from rotativa.press.waking import Waker, waker
from rotativa.press.work import Occupied, Replaced, Worker, alone, worker

log = logging.getLogger("rotativa.press")

ACTOR = Machine("command line")
GLANCE = 1.0
_LONGEST_PAUSE = 10.0
_PATIENCE = 2.0


class Command(BaseCommand):
    """Shows and runs the press."""

    help = "Shows what is printed and what waits, prints, and verifies the printed tree."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One subcommand an act."""
        commands = parser.add_subparsers(dest="command", required=True)
        commands.add_parser("status", help="How far the press is, and what failed.")
        listing = commands.add_parser("list", help="The printed paths, in order.")
        listing.add_argument("prefix", nargs="?", default="/", help="Only paths that begin so.")
        printing = commands.add_parser("print", help="Prints pages again.")
        which = printing.add_mutually_exclusive_group(required=True)
        which.add_argument("--all", action="store_true", help="Every page.")
        which.add_argument("--edition", metavar="PREFIX", help="Every page of an edition, by its address prefix (es).")
        which.add_argument("paths", nargs="*", default=[], metavar="PATH", help="These pages (/es/ …).")
        commands.add_parser("verify", help="Compares every file with a fresh print; ends with 1 if one is wrong.")
        working = commands.add_parser("work", help="Prints whatever has to be printed, until it is stopped.")
        working.add_argument("--until-done", action="store_true", help="Ends when nothing is left to be printed.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Does one of them."""
        require(ACTOR, "press.print")
        trace.require_traces()
        try:
            getattr(self, f"_{options['command']}")(options)
        except (Occupied, Replaced) as error:
            raise CommandError(str(error)) from error
        finally:
            trace.require_traces(False)

    def _status(self, options: dict[str, Any]) -> None:
        status = queries.status()
        self.stdout.write(_("Printed: {count} paths.").format(count=status.printed))
        self.stdout.write(_("Facts: {followed} of {head} followed.").format(followed=status.followed, head=status.head))
        waiting = _("Waiting: {count}, of these {claimed} being printed.")
        self.stdout.write(waiting.format(count=status.marks, claimed=status.claimed))
        if status.oldest:
            self.stdout.write(_("Waiting since: {at:%Y-%m-%d %H:%M:%S} UTC.").format(at=status.oldest))
        if not status.build_marked:
            self.stdout.write(_("A new build of the theme is being marked."))
        if status.next_instant:
            self.stdout.write(_("Next instant: {at:%Y-%m-%d %H:%M:%S} UTC.").format(at=status.next_instant))
        for failed in status.failed:
            line = _("Failed {tries} times: {path}").format(tries=failed.tries, path=failed.path)
            self.stdout.write(f"{line}\n{_indented(failed.error)}")

    def _list(self, options: dict[str, Any]) -> None:
        for path in queries.printed_paths(options["prefix"]):
            self.stdout.write(path)

    def _print(self, options: dict[str, Any]) -> None:
        prefix = "/" if options["all"] else f"/{options['edition'].strip('/')}/" if options["edition"] else ""
        if not prefix and not options["paths"]:
            raise CommandError(_("Say what to print: --all, --edition PREFIX, or paths."))
        try:
            print_again(ACTOR, prefix=prefix, paths=options["paths"])
        except NotPrinted as error:
            raise CommandError(_("{path} is not printed. See “rotativa press list”.").format(path=error)) from error
        try:
            with alone():
                self._work_off(worker())
        except Occupied:
            self._watch()

    def _verify(self, options: dict[str, Any]) -> None:
        started, said = time.monotonic(), [0.0]

        def progress(looked: int) -> None:
            now = time.monotonic()
            if now - started > _PATIENCE and now - said[0] > 1:
                said[0] = now
                self.stderr.write(_("{count} looked at …").format(count=looked))

        report = verify(registry, Store(Path(settings.ROTATIVA_TREE)), progress)
        for finding in report.findings:
            self.stdout.write(f"{finding.wrong.value}: {finding.path}: {finding.reason}")
        for path in report.unsettled:
            self.stdout.write(_("still to be printed, not judged: {path}").format(path=path))
        counted = _("{looked} places: {wrong} wrong, {open} not judged.")
        self.stdout.write(counted.format(looked=report.looked, wrong=len(report.findings), open=len(report.unsettled)))
        if not report.clean:
            sys.exit(1)

    def _work(self, options: dict[str, Any]) -> None:
        with alone():
            if options["until_done"]:
                self._work_off(worker())
                return
            _stop_cleanly()
            _run()

    def _work_off(self, hand: Worker) -> None:
        """Prints until nothing is left, with progress."""
        started = said = time.monotonic()
        while hand.step():
            now = time.monotonic()
            if now - started > _PATIENCE and now - said > 1:
                said = now
                line = _("{done} printed, {left} waiting …")
                self.stderr.write(line.format(done=hand.counts.rendered, left=Mark.objects.count()))
        line = _("{rendered} pages rendered, {changed} changed, {failed} failed.")
        self.stdout.write(line.format(**vars(hand.counts)))
        if hand.counts.failed:
            sys.exit(1)

    def _watch(self) -> None:
        """Shows the progress of the worker that is running."""
        self.stdout.write(_("The worker that is running prints them."))
        while left := Mark.objects.filter(error="").count():
            self.stderr.write(_("{left} waiting …").format(left=left))
            time.sleep(GLANCE)


def _run() -> None:
    """Works for ever. A database that is gone is waited for; readers do not notice."""
    pause = GLANCE
    while True:
        wake: Waker | None = None
        try:
            wake = waker()  # before the first read, so that no fact falls between
            hand = worker()
            while True:
                busy = hand.step()
                pause = GLANCE
                if not busy:
                    wake.wait(_seconds_to_wait())
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


def _stop_cleanly() -> None:
    # The batch at hand is left where it is: a kill at any instant does no harm, so a stop need not wait.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, lambda *_: sys.exit(0))


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.strip().splitlines())
