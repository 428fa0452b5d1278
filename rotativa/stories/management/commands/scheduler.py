import signal
from argparse import ArgumentParser
from threading import Event
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from rotativa.stories.scheduling import send_due

SECONDS = 5.0


class Command(BaseCommand):
    help = "Sends scheduled articles out when it is time. Runs until it is stopped; with --once, looks once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="look once, then end")
        parser.add_argument("--every", type=float, default=SECONDS, help=f"seconds between two looks ({SECONDS:g})")

    def handle(self, *args: Any, **options: Any) -> None:
        """Looks, sends, waits. A database that is away for a while is waited for."""
        stop = Event()

        def asked_to_stop(number: int, frame: FrameType | None) -> None:
            stop.set()

        if not options["once"]:
            signal.signal(signal.SIGTERM, asked_to_stop)
            signal.signal(signal.SIGINT, asked_to_stop)
        while not stop.is_set():
            self._look(patient=not options["once"])
            if options["once"]:
                return
            stop.wait(options["every"])

    def _look(self, *, patient: bool) -> None:
        close_old_connections()
        try:
            done = send_due()
        except OperationalError as error:
            if not patient:
                raise
            self.stderr.write(f"The database cannot be reached now; trying again ({type(error).__name__}).")
            return
        if done.out or done.held or done.failed:
            self.stdout.write(str(done))
