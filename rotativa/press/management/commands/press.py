"""``rotativa press``: what is printed, what waits, and printing itself."""

import secrets
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from rotativa.kit import problems, trace
from rotativa.kit.actor import Machine, require
from rotativa.press import checking, collecting, explaining, health, queries, running, standing, telling, verifications
from rotativa.press.actions.pause import pause
from rotativa.press.actions.print_again import NotPrinted, print_again
from rotativa.press.actions.resume import resume
from rotativa.press.asking import Asked
from rotativa.press.models import Kind
from rotativa.press.registry import registry
from rotativa.press.store import Store
from rotativa.press.verifying import Sample, verify
from rotativa.press.work import Occupied, Replaced, alone, worker

ACTOR = Machine("command line")
MANY = 1000
"""So many pages that fail are looked at, to tell them by their reasons."""
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def moment(given: str) -> datetime:
    """A moment as people type it: ``2h`` ago, or a date, with a time or without, of UTC where no zone is said."""
    try:
        if given[:-1].isdecimal() and given[-1:] in _UNITS:
            found = standing.clock() - timedelta(**{_UNITS[given[-1]]: int(given[:-1])})
        else:
            found = datetime.fromisoformat(given)
            found = found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise ArgumentTypeError(f"“{given}” is neither like 30m, 2h or 3d nor like 2026-03-01T14:00") from None
    if given[:-1].strip("0") == "" and given[-1:] in _UNITS:
        raise ArgumentTypeError(f"“{given}”: nothing was printed since now")
    if found > standing.clock():
        raise ArgumentTypeError(f"“{given}”: that lies ahead")
    return found


def several(given: str) -> int:
    """A number from 1 on."""
    if not given.isdecimal() or not int(given):
        raise ArgumentTypeError(f"“{given}” is no number from 1 on")
    return int(given)


class Command(BaseCommand):
    """Shows and runs the press."""

    help = "Shows what is printed and what waits, prints, and verifies the printed tree."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One subcommand an act."""
        commands = parser.add_subparsers(dest="command", required=True)
        far = "How far the press is, what failed, and how far a reprint is. Ends with 1 if somebody is needed."
        commands.add_parser("status", help=far)
        listing = commands.add_parser("list", help="The printed paths, in order; of each that is no page, what it is.")
        listing.add_argument("prefix", nargs="?", default="/", help="Only paths that begin so.")
        kinds = "Only what is of this kind, and its path alone."
        listing.add_argument("--kind", choices=[kind.value for kind in Kind], default="", help=kinds)
        printing = commands.add_parser("print", help="Prints pages again. Very many wait for all others.")
        which = printing.add_mutually_exclusive_group(required=True)
        which.add_argument("--all", action="store_true", help="Every page.")
        which.add_argument("--edition", metavar="PREFIX", help="Every page of an edition, by its address prefix (es).")
        since = "What was printed last since then: 30m, 2h or 3d ago, or a date with or without a time (UTC)."
        which.add_argument("--since", metavar="WHEN", type=moment, help=since)
        which.add_argument("paths", nargs="*", default=[], metavar="PATH", help="These pages (/es/ …).")
        commands.add_parser("pause", help="Holds reprints back, not what is printed because of a fact.")
        commands.add_parser("resume", help="Lets reprints go on.")
        judged = (
            "Compares every file with a fresh print. Ends with 1 if one is wrong, else with 2 if not all were judged."
        )
        verifying = commands.add_parser("verify", help=judged)
        verifying.add_argument("--sample", metavar="N", type=several, help="Only so many places and files, by chance.")
        verifying.add_argument("--seed", metavar="N", type=int, help="Takes the same sample again.")
        asked = "Does what was asked for at the desk; nothing where nothing was. The scheduler starts it."
        verifying.add_argument("--asked", action="store_true", help=asked)
        verifying.add_argument("--verbose", action="store_true", help="Names every page that was not judged.")
        commands.add_parser("gc", help="Takes away rows and files that nothing needs any more. Workers may run.")
        why = commands.add_parser("why", help="What is at a path, why it was printed, and when it changes by itself.")
        why.add_argument("path", metavar="PATH", help="The path of a page (/es/).")
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
        now, alarms = queries.status(), problems.alarms()
        lines = [*telling.status(now, alarms), *telling.failures(queries.failed(MANY), health.count_failed())]
        lines += telling.waits(queries.waiting_for())
        self.stdout.write("\n".join(lines))
        if alarms or now.failed or now.wrong:
            sys.exit(1)

    def _list(self, options: dict[str, Any]) -> None:
        wanted, found = options["kind"], False
        for path, kind in queries.printed_paths(options["prefix"]):
            if wanted in ("", kind.value):
                found = True
                self.stdout.write(path if kind == Kind.PAGE or wanted else f"{path}  ({kind.label})")
        if not found:
            self.stderr.write(_("Nothing like that is printed below {prefix}.").format(prefix=options["prefix"]))

    def _print(self, options: dict[str, Any]) -> None:
        prefix = "/" if options["all"] else self._edition(options["edition"]) if options["edition"] else ""
        if not prefix and not options["paths"] and options["since"] is None:
            raise CommandError(_("Say what to print: --all, --edition PREFIX, --since WHEN, or paths."))
        asked = Asked(prefix, options["since"], [explaining.path_of(path) for path in options["paths"]])
        try:
            print_again(ACTOR, prefix=asked.prefix, since=asked.since, paths=asked.paths)
        except NotPrinted as error:
            raise CommandError(_("{path} is not printed. See “rotativa press list”.").format(path=error)) from error
        try:
            with alone():
                running.watch(asked, self._say_progress, worker())
        except Occupied:
            self.stdout.write(_("The worker that is running prints them."))
            running.watch(asked, self._say_left)
        became = asked.became()
        self._say_counts(became.rendered, became.changed, became.failed)
        progress = queries.status().reprint
        if progress is not None and progress.held_at:
            self.stdout.write(telling.reprint(progress))
        if became.failed:
            sys.exit(1)

    def _edition(self, given: str) -> str:
        prefix, known = given.strip("/"), queries.prefixes()
        if prefix not in known:
            sentence = _("No edition has the prefix “{prefix}”; there are {known}.")
            raise CommandError(sentence.format(prefix=given, known=", ".join(known) or "–"))
        return f"/{prefix}/"

    def _pause(self, options: dict[str, Any]) -> None:
        pause(ACTOR)
        self.stdout.write(_("Reprints are paused. What happens is printed as ever."))

    def _resume(self, options: dict[str, Any]) -> None:
        resume(ACTOR)
        self.stdout.write(_("Reprints go on."))

    def _verify(self, options: dict[str, Any]) -> None:
        if options["asked"]:
            checking.work_off(registry, Store(Path(settings.ROTATIVA_TREE)))
            return
        begun, sample = standing.clock(), None
        if options["sample"]:
            seed = options["seed"] if options["seed"] is not None else secrets.randbelow(10**6)
            sample = Sample(options["sample"], seed)
        progress = self._every_second(lambda looked: _("{count} looked at …").format(count=looked))
        report = verify(registry, Store(Path(settings.ROTATIVA_TREE)), progress, sample)
        verifications.keep(report, begun)
        self.stdout.write("\n".join(telling.report(report, names_all=options["verbose"])))
        before = verifications.count_wrong() - len(report.findings)
        if before > 0:
            self.stdout.write(_("Found wrong earlier, and not looked at now: {count}.").format(count=before))
        if not report.clean or report.unsettled:
            sys.exit(2 if report.clean else 1)

    def _gc(self, options: dict[str, Any]) -> None:
        keep = timedelta(days=settings.ROTATIVA_PRINTED_LOG_DAYS)
        done = collecting.collect(registry, Store(Path(settings.ROTATIVA_TREE), "gc"), keep)
        self.stdout.write("\n".join(telling.collected(done)))

    def _why(self, options: dict[str, Any]) -> None:
        found = explaining.why(explaining.path_of(options["path"]))
        with trace.at(standing.clock()), trace.batch():
            lines = list(telling.why(found))  # facts are told with names as they are now
        self.stdout.write("\n".join(lines))
        if not found.tree.is_right or not (found.known or found.mark):
            sys.exit(1)

    def _work(self, options: dict[str, Any]) -> None:
        with alone():
            if options["until_done"]:
                self._work_off()
            else:
                running.run()

    def _work_off(self) -> None:
        """Prints until nothing is left, with progress."""
        counts = running.work_off(worker(), self._say_progress)
        # A page that was tried three times failed once, and one that came out in the end did not fail.
        failed = health.count_failed()
        self._say_counts(counts.rendered, counts.changed, failed)
        if failed:
            sys.exit(1)

    def _say_counts(self, rendered: int, changed: int, failed: int) -> None:
        line = _("{rendered} pages rendered, {changed} changed, {failed} failed.")
        self.stdout.write(line.format(rendered=rendered, changed=changed, failed=failed))
        if failed:
            self.stdout.write("\n".join(telling.failures(queries.failed(MANY), failed)))

    def _say_progress(self, done: int, left: int) -> None:
        if not done:  # facts are followed, pages are marked, files are put: that is none yet, and no standstill
            self._say_left(done, left)
            return
        self.stderr.write(_("{done} printed, {left} waiting …").format(done=done, left=left))

    def _say_left(self, done: int, left: int) -> None:
        self.stderr.write(_("{left} waiting …").format(left=left))

    def _every_second(self, line: Callable[[int], str]) -> Callable[[int], None]:
        """Says it once a second, from the time on when somebody may wonder."""
        started, said = time.monotonic(), [0.0]

        def say(number: int) -> None:
            now = time.monotonic()
            if now - started > running.PATIENCE and now - said[0] > 1:
                said[0] = now
                self.stderr.write(line(number))

        return say
