import re
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from rotativa.project import environment
from rotativa.project.webserver import ERRORS, Site, Unfit, barriers

_PLACE = re.compile(r"(?:(?:[\w.-]+|\*|\[[0-9a-fA-F:]+\]):)?(\d{1,5})", re.ASCII)
_BARRIER = (
    "“{folder}” ({mode:04o}) bars nginx's user from the tree, unless it is in a group that may pass: readers would get "
    "404 for every page. Put the tree where others may pass every folder on the way to it (ROTATIVA_TREE), or, if "
    "nothing there is private: chmod o+x {folder}"
)


def place(given: str) -> str:
    """Where nginx can listen: a port, or an address and a port."""
    found = _PLACE.fullmatch(given)
    if not given:  # as the option is where nobody gives it
        return given
    if found is None or not 0 < int(found[1]) < 65536:  # noqa: PLR2004 the last port there is
        raise ArgumentTypeError(f"“{given}” is no address with a port, such as 127.0.0.1:8080")
    return given


class Command(BaseCommand):
    """What only this installation knows; everything else is in ``deploy/nginx/``."""

    help = "Writes what nginx has to be told of this installation, from its settings, to be kept in a file of nginx."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where nginx does not stand at the door itself."""
        parser.add_argument(
            "--listen",
            metavar="ADDRESS",
            default="",
            type=place,
            help="Where nginx listens without a certificate, behind a server that has one (127.0.0.1:8080).",
        )
        parser.add_argument(
            "--errors",
            metavar="FILE",
            default=ERRORS,
            help="Where nginx writes what is critical, and nothing that readers ask for: a file, or “stderr”; "
            "/var/log/nginx/error.log if the option is not given.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes it to the standard output."""
        public = settings.ROTATIVA_PUBLIC_ADDRESS
        site = Site(
            address=public,
            tree=settings.ROTATIVA_TREE,
            upstream=urlsplit(environment.default_address(environment.Environment())).netloc,
            # A demo may be asked for by many names of this machine; one is enough.
            desks=settings.ALLOWED_HOSTS if settings.IN_PRODUCTION else [str(urlsplit(public).hostname)],
            editions=settings.ROTATIVA_EDITION_ADDRESSES,
            megabytes=max(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE, settings.ROTATIVA_DOCUMENT_BYTES) // 1024**2,
            frames=settings.ROTATIVA_EMBED_HOSTS,
            listen=options["listen"],
            errors=options["errors"],
        )
        try:
            self.stdout.write(str(site))
        except Unfit as error:
            raise CommandError(str(error)) from error
        for folder in barriers(site.tree):
            self.stderr.write(self.style.WARNING(_BARRIER.format(folder=folder, mode=folder.stat().st_mode & 0o7777)))
