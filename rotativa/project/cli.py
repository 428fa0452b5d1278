"""The command line: ``rotativa COMMAND`` is Django's, with our settings."""

import os
import select
import sys
from importlib import import_module
from pathlib import Path
from pwd import getpwuid
from typing import TextIO

from rotativa.project import environment


def main() -> None:
    """Runs one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotativa.project.settings")
    _require_owner()
    if sys.argv[1:] in (["serve"], ["serve", "--server-only"]):
        # Before Django: it reads the settings, and printed pages are served even where it refuses them.
        from rotativa.project.supervising import serve, serve_readers  # noqa: PLC0415

        serve() if sys.argv[2:] == [] else serve_readers()
        return
    if sys.argv[1:] in ([], ["-h"], ["--help"], ["help"]) and (missing := _missing_setting()):
        sys.stdout.write(_help(missing))
        return
    _make_folder()
    # Here and not above: importing it costs a quarter of a second, which ``serve`` need not wait for.
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    try:
        # Django names a command after its module, which has no hyphen.
        execute_from_command_line([*sys.argv[:1], *map(_module, sys.argv[1:2]), *sys.argv[2:]])
        sys.stdout.flush()
    except BrokenPipeError:
        if not _is_unread(sys.stdout):
            raise
        sys.exit(141)  # as whoever is ended by the signal of a broken pipe
    except Exception as error:
        said = _trouble(error)
        if not said or "--traceback" in sys.argv:
            raise
        sys.exit(said)


def _missing_setting() -> str:
    """What is wrong with the settings, in words: whoever asks for help may have none yet."""
    try:
        import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    except environment.BadSetting as error:
        return str(error)
    return ""


def _help(missing: str) -> str:
    """Our commands by name. What each does is said by itself, which needs settings, as Django's own commands do."""
    folder = Path(__file__).parents[1]
    names = sorted({path.stem for path in folder.glob("*/management/commands/[!_]*.py")})
    listed = "".join(f"    {name}\n" for name in names)
    return f"rotativa COMMAND [--help]\n\n{listed}\nNone of them can run yet: {missing}\nSee docs/how-to/install.md.\n"


def _module(command: str) -> str:
    return command if command.startswith("-") else command.replace("-", "_")


def _is_unread(stream: TextIO) -> bool:
    """Whether nobody reads what we say (``… | head``) any more; if so, nothing more is said."""
    pipe = select.poll()
    pipe.register(stream.fileno(), 0)
    if not any(event & select.POLLERR for _, event in pipe.poll(0)):
        return False
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # or Python tries again at its end, and complains
    return True


def _trouble(error: Exception) -> str:
    """What is said instead of a traceback, where the database is to blame."""
    # Only now: it needs Django, which may not even have started.
    from rotativa.project.trouble import trouble  # noqa: PLC0415

    return trouble(error)


def _require_owner() -> None:
    """Ends us where root would leave files in a newsroom that whoever runs it could not change."""
    folder = environment.data(environment.Environment())
    if os.geteuid() != 0 or not folder.is_dir() or (owner := folder.stat().st_uid) == 0:
        return
    try:
        name = getpwuid(owner).pw_name
    except KeyError:
        name = str(owner)
    said = "{folder} belongs to the user {name}, who could not change what root writes there. Run this as {name}: {how}"
    how = f"setpriv --reuid {name} --regid {folder.stat().st_gid} --init-groups rotativa … (docs/how-to/install.md)."
    raise SystemExit(said.format(folder=folder, name=name, how=how))


def _make_folder() -> None:
    folder = environment.data(environment.Environment())
    try:
        environment.make_data(folder)
    except OSError as error:
        raise environment.BadSetting(f"ROTATIVA_DATA: “{folder}” cannot be made ({error.strerror}).") from error
