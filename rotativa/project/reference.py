"""Writes the reference of settings, commands and keys from what the code declares.

``python -m rotativa.project.reference`` does it.

A test holds the pages in ``docs/reference/`` against it.
"""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from rotativa.project.environment import ROOT, Declared

FOLDER = ROOT / "docs" / "reference"

_SETTINGS = """\
# Settings

All settings come from the environment. A value that cannot be used ends the program with one line that names the
variable and what it expects. Each variable may instead be given by a file: `NAME_FILE` names it (for secrets).

This page is made by `make fix` from the declarations in `rotativa/project/`.
"""
_COMMANDS = """\
# Commands

`.venv/bin/rotativa COMMAND --help` says more. Those of Django and Wagtail (`migrate`, `check` and so on) are there too.

This page is made by `make fix` from the commands themselves.
"""


def settings_page(declared: dict[str, Declared]) -> str:
    """The reference of settings."""
    rows = [
        f"| `{each.name}` | {each.says} | {each.expects} | {_shown(each.default)} |\n" for each in declared.values()
    ]
    return f"{_SETTINGS}\n| Variable | What it does | Expects | Default |\n| --- | --- | --- | --- |\n{''.join(rows)}"


def commands_page() -> str:
    """The reference of our commands."""
    # Imported here and not above: Django has to be set up before its commands are looked for.
    from django.core.management import get_commands, load_command_class  # noqa: PLC0415

    parts = [_COMMANDS]
    for name, package in sorted(get_commands().items()):
        if isinstance(package, str) and package.startswith("rotativa."):
            parser = load_command_class(package, name).create_parser("rotativa", name)
            spoken = name.replace("_", "-")  # both are taken, and a hyphen is how commands are written
            parts.append("".join(_described(f"rotativa {spoken}", str(parser.description or ""), parser, level=2)))
    return "\n".join(parts)


def pages() -> dict[Path, str]:
    """Every page that is made, by its place."""
    from rotativa.desk import keys  # noqa: PLC0415 as in ``commands_page``
    from rotativa.project import settings  # noqa: PLC0415 Django's settings, once they are wanted

    return {
        FOLDER / "settings.md": settings_page(settings.env.declared),
        FOLDER / "commands.md": commands_page(),
        FOLDER / "keys.md": keys.page(),
    }


def _described(name: str, says: str, parser: argparse.ArgumentParser, level: int) -> Iterator[str]:
    yield f"{'#' * level} `{name}`\n\n{says}\n"
    own = [action for action in parser._actions if not _is_everywhere(action)]  # noqa: SLF001 argparse has no other way
    options = [action for action in own if not isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001
    if options:
        yield "\n"
    for action in options:
        word = ", ".join(f"`{each}`" for each in action.option_strings) or f"`{action.metavar or action.dest}`"
        yield f"- {word}: {action.help or ''}\n"
    for action in own:
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            helps = {choice.dest: choice.help for choice in action._choices_actions}  # noqa: SLF001
            for word, below in action.choices.items():
                yield "\n"
                yield from _described(f"{name} {word}", str(helps.get(word) or ""), below, level + 1)


def _is_everywhere(action: argparse.Action) -> bool:
    """Whether the option is Django's, which every command has."""
    from django.core.management.base import DjangoHelpFormatter  # noqa: PLC0415 as in ``commands_page``

    everywhere = {*DjangoHelpFormatter.show_last, "--help", "--skip-checks"}
    return bool(everywhere & set(action.option_strings))


def _shown(default: str) -> str:
    return default if "`" in default or " " in default else f"`{default}`" if default else "nothing"


def main() -> None:
    """Writes the pages."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotativa.project.settings")
    os.environ["ROTATIVA_MODE"] = "test"  # the page shows what is declared, not what this machine has set

    # As in ``commands_page``.
    import django  # noqa: PLC0415

    django.setup()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
