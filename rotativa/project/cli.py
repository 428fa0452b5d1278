"""The command line: ``rotativa COMMAND`` is Django's, with our settings."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Runs one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotativa.project.settings")
    execute_from_command_line(sys.argv)
