from typing import Any

from django.core.management.base import BaseCommand

from rotativa.project.supervising import serve


class Command(BaseCommand):
    help = "Runs the server, the press worker and the scheduler, until it is stopped."
    requires_system_checks: tuple[str, ...] = ()

    def handle(self, *args: Any, **options: Any) -> None:
        serve()
