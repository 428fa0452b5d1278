"""What the built-in server runs: printed pages from the tree, the desk from Django, which starts when first asked for.

Neither Django nor its settings are imported here: with a setting that they refuse, readers are served all the same.

The limit of statements needs a signal: it is the server's alone, settings are everybody's, and each new connection
has to be told.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
from typing import Any, NoReturn

from rotativa.press.serving import make_app
from rotativa.project import environment

_START = "import django; django.setup()"


class DjangoRefused(RuntimeError):
    """Django could not start; the message says why."""


def _django() -> Any:  # a WSGI callable
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotativa.project.settings")
    # Imported here and not above, because it reads the settings.
    from django.apps import apps  # noqa: PLC0415
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415
    from django.db.backends.signals import connection_created  # noqa: PLC0415

    from rotativa.project.databases import limit_statements  # noqa: PLC0415

    if apps.loading and not apps.ready:
        _be_replaced()
    connection_created.connect(limit_statements)
    try:
        return get_wsgi_application()
    except SystemExit as refused:  # a bad setting ends a command, but not this server
        raise DjangoRefused(str(refused)) from refused


def _be_replaced() -> NoReturn:
    """Has fresh processes put in place of the server's, once Django can start in one.

    Its parts are loaded once in a process. Where that broke off half-way, this process will never run the desk; and it
    stays, for readers, until its successor answers.
    """
    tried = subprocess.run([sys.executable, "-c", _START], stderr=subprocess.PIPE, text=True, check=False)
    if tried.returncode:
        raise DjangoRefused(tried.stderr.strip().rpartition("\n")[2])
    server = multiprocessing.parent_process()
    if server is None or server.pid is None:
        raise DjangoRefused("Django could start again: please restart the server.")
    os.kill(server.pid, signal.SIGHUP)
    raise DjangoRefused("Django can start again: the server puts fresh processes in place of its own.")


def _frames() -> tuple[str, ...]:
    """Whose pages ours may show. A setting that cannot be read allows nobody's; the desk will say what is wrong."""
    try:
        return environment.embed_hosts(environment.Environment())
    except environment.BadSetting:
        return ()


application = make_app(environment.tree(environment.Environment()), _django, frames=_frames())
