import signal
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from rotativa.press import reprinting
from rotativa.project.backups import credentials, files, restoring
from rotativa.project.backups.problems import Unfit
from rotativa.project.management.commands.backup import Told


class Command(BaseCommand):
    """Brings a newsroom back, on a machine where there is none."""

    help = (
        "Puts a backup into an empty installation, brings its tables up to date, prints every page and verifies them. "
        "Refuses where anything is already."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which, and whether people may log in as before."""
        parser.add_argument(
            "folder", type=Path, metavar="FOLDER", help="the backup: the folder with the manifest in it"
        )
        parser.add_argument(
            "--keys", type=Path, metavar="FILE", help="its keys; without them everybody needs a new password"
        )
        parser.add_argument("--no-print", action="store_true", help="prints nothing: “rotativa press print --all” does")

    def handle(self, *args: Any, **options: Any) -> None:
        """All of it, or nothing."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        told = Told(self)
        try:
            manifest, other = restoring.restore(options["folder"], options["keys"], lambda more: told("backup", more))
        except Unfit as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            self.stderr.write("Stopped. Nothing was restored.")
            sys.exit(130)
        self.stdout.write(f"The newsroom of {manifest.made} is back: {len(manifest.files)} files.")
        call_command("migrate", verbosity=0, interactive=False)
        self._say_keys(options["keys"], manifest.made, other)
        if reprinting.is_held():  # readers kept old pages then; here they have none
            call_command("press", "resume", stdout=self.stdout)
        if not options["no_print"]:
            call_command("press", "print", "--all", stdout=self.stdout, stderr=self.stderr)
            call_command("press", "verify", stdout=self.stdout, stderr=self.stderr)

    def _say_keys(self, keys: Path | None, made: str, other: bool) -> None:
        if keys is None:
            self.stdout.write("Nobody can log in yet: “rotativa staff password NAME” sets a password.")
        elif other:
            file = settings.ROTATIVA_DATA / "secret"
            files.write(file, credentials.read(keys, made).secret.encode(), private=True)
            if settings.IN_PRODUCTION:
                self.stdout.write(f"The secret of that newsroom is in “{file}”: set ROTATIVA_SECRET_KEY_FILE to it.")
