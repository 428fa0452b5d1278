from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from rotativa.daybook import queries as daybook
from rotativa.demo.building import Content, belongs_to_others, build, read_content
from rotativa.demo.errors import ContentError
from rotativa.demo.furnishing import PASSWORD
from rotativa.editions.models import Edition
from rotativa.press.health import count_failed
from rotativa.press.work import Occupied, work_until_done


class Command(BaseCommand):
    """Builds the demo newsroom, prints all its pages, and says where to look."""

    help = "Builds the demo newsroom (only with ROTATIVA_MODE=demo), prints it, and says where to look."

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs as often as you like: what is there already stays as it is."""
        if settings.ROTATIVA_MODE == "production":
            raise CommandError(
                "The demo brings invented people with a password that everybody knows, so it is built with "
                "ROTATIVA_MODE=demo only; this is production. Nothing was changed."
            )
        try:
            content = read_content()
        except ContentError as error:
            raise CommandError(f"The content of the demo: {error}") from error
        if belongs_to_others(content.newsroom):
            raise CommandError("Other people work in this database, so no demo is built in it. Nothing was changed.")
        before = daybook.head()
        try:
            build(content, self._say)
        except ValidationError as error:
            raise CommandError(f"The demo could not be built on: {' '.join(error.messages)}") from error
        if daybook.head() == before:
            self._say("all of it is there already; what was changed since stays as it is")
        self._print()
        for line in _directions(content):
            self.stdout.write(line)

    def _say(self, line: str) -> None:
        self.stdout.write(f"demo: {line}")
        self.stdout.flush()

    def _print(self) -> None:
        try:
            done = work_until_done()
        except Occupied:
            self._say("a press worker that is running already prints the pages")
            return
        self._say(f"{done.changed} pages printed")
        if failed := count_failed():  # pages; a worker counts attempts
            raise CommandError(f"{failed} pages could not be printed; “rotativa press status” says why.")


def _directions(content: Content) -> Iterator[str]:
    base = settings.ROTATIVA_PUBLIC_ADDRESS
    yield ""
    for edition in Edition.objects.all():
        yield f"  {edition.language:<12} {base}/{edition.prefix}/"
    yield f"  {'The desk':<12} {base}/desk/"
    if folder := getattr(settings, "EMAIL_FILE_PATH", None):
        yield f"  {'Mails':<12} {folder} (none is sent)"
    yield ""
    yield f"  Logins, all with the password {PASSWORD}:"
    for login in content.newsroom.logins:
        role = login.role.replace("_", " ")
        yield f"    {login.user:<8} {login.name}, {role} ({', '.join(login.editions) or 'all editions'})"
    yield ""
