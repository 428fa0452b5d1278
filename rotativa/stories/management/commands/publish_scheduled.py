from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Wagtail's own command, which stops at the first article that is held. Use “rotativa duties”."

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses, and says what to use."""
        raise CommandError("Scheduled articles are sent out by “rotativa duties”, or once by “rotativa stories due”.")
