from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from rotativa.project.supervising import serve, serve_readers


class Command(BaseCommand):
    help = "Runs the server, the press worker and the scheduler, until it is stopped."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """For those who have systemd look after each of the three."""
        only = "The server alone. The other two are “rotativa press work” and “rotativa duties”."
        parser.add_argument("--server-only", action="store_true", help=only)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["server_only"]:
            serve_readers()
        serve()
