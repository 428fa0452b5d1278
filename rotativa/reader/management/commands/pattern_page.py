from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rotativa.reader import assets
from rotativa.reader.patterns.page import pattern_page
from rotativa.reader.surfaces.patterns import PATH


class Command(BaseCommand):
    """Writes the pattern page, with the files it names, to be opened in a browser."""

    help = "Writes a page of every component of the theme, in both directions and both schemes, into a folder."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("folder", type=Path, help="where to write it; made where it is not there")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Writes it."""
        bundle = assets.bundle()
        page = pattern_page()
        try:
            (folder / assets.PREFIX.strip("/")).mkdir(parents=True, exist_ok=True)
            for path in (*bundle.files, bundle.schemes, bundle.sample):
                (folder / path.lstrip("/")).write_bytes(assets.read(path))
                page = page.replace(f'"{path}', f'"{path.lstrip("/")}')  # so that it opens as a file, too
            written = folder / PATH.lstrip("/")
            written.write_text(page, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}. Choose another folder.") from error
        self.stdout.write(f"Written: {written}")
