import signal
from typing import Any

from django.core.management.base import BaseCommand

from rotativa.project.scheduling import run_both


class Command(BaseCommand):
    """What ``rotativa serve`` runs as its scheduler."""

    help = "Does what has to happen without anybody asking (scheduled articles, small jobs), until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs until SIGINT or SIGTERM, and finishes what it is doing."""
        signals: list[int] = []
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, lambda number, frame: signals.append(number))
        run_both(lambda: bool(signals))
