import signal
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rotativa.project.backups import making, manifest, restoring
from rotativa.project.backups.problems import Unfit

_MEGABYTE = 1_000_000


def several(given: str) -> int:
    """A number from 1 on."""
    if not given.isdecimal() or not int(given):
        raise ArgumentTypeError(f"“{given}” is no number from 1 on")
    return int(given)


class Command(BaseCommand):
    """Makes a backup, or reads one back."""

    help = (
        "Makes a backup of database, media and wordmarks while the newsroom works; one that was stopped goes on. With "
        "it alone nobody logs in: what that takes is the keys, a file apart."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, and what besides."""
        parser.add_argument(
            "folder", type=Path, metavar="FOLDER", help="where backups are; each is a folder of its own in there"
        )
        parser.add_argument(
            "--keys",
            type=Path,
            metavar="FOLDER",
            help="where its keys are put, in a file of their own: the secret, passwords, second factors",
        )
        parser.add_argument("--keep", type=several, metavar="N", help="afterwards takes away all but the N newest")
        parser.add_argument(
            "--verify", action="store_true", help="reads the backup FOLDER back, or the newest in it; makes none"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Does it, and says what was done."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            self._verify(options["folder"]) if options["verify"] else self._make(options)
        except Unfit as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stderr.write("Stopped. What was copied is kept: the next backup into this folder goes on with it.")
            sys.exit(130)

    def _make(self, options: dict[str, Any]) -> None:
        target, keys = options["folder"], options["keys"]
        made = making.make(target, keys, Told(self))
        listed = made.manifest
        self.stdout.write(
            f"{made.folder}: {len(listed.files)} files, {listed.bytes / _MEGABYTE:.1f} MB"
            + (f", {made.linked} of them shared with the backup before." if made.linked else ".")
        )
        if listed.missing:
            self.stderr.write(
                f"The database names {len(listed.missing)} files that are not there, {listed.missing[0]} for one; "
                f"{manifest.FILE} lists them."
            )
        self.stdout.write(
            f"Its keys: {keys / (made.folder.name + making.KEYS)}. Keep them elsewhere: they open every door."
            if keys
            else "Without keys: who restores it sets new passwords. With --keys FOLDER they are put there."
        )
        for folder in making.keep_newest(target, keys, options["keep"]) if options["keep"] else ():
            self.stdout.write(f"Took {folder} away.")

    def _verify(self, folder: Path) -> None:
        if not (folder / manifest.FILE).exists():
            found = making.finished(folder)
            folder = found[-1] if found else folder
        told = Told(self)
        listed = restoring.verify(folder, lambda more: told("backup", more))
        self.stdout.write(
            f"{folder} is whole: {len(listed.files)} files, {listed.bytes / _MEGABYTE:.1f} MB, of {listed.made}, "
            f"by Rotativa {listed.rotativa} on {listed.engine}."
        )


class Told:
    """Says once a second how far it is."""

    def __init__(self, command: BaseCommand) -> None:
        self._command, self._said, self._done = command, time.monotonic(), dict[str, int]()

    def __call__(self, what: str, more: int) -> None:
        self._done[what] = self._done.get(what, 0) + more
        if time.monotonic() - self._said > 1:
            self._said = time.monotonic()
            self._command.stderr.write(f"{what}: {self._done[what] / _MEGABYTE:.0f} MB …")
