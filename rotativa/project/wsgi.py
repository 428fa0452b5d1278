"""What the built-in server runs: printed pages from the tree, the desk from Django, which starts when first asked for.

Neither Django nor its settings are imported here: with a setting that they refuse, readers are served all the same.
"""

import os
from typing import Any

from rotativa.press.serving import make_app
from rotativa.project import environment


class DjangoRefused(RuntimeError):
    """Django could not start; the message says why."""


def _django() -> Any:  # a WSGI callable
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rotativa.project.settings")
    # Imported here and not above, because it reads the settings.
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415

    try:
        return get_wsgi_application()
    except SystemExit as refused:  # a bad setting ends a command, but not this server
        raise DjangoRefused(str(refused)) from refused


application = make_app(environment.tree(environment.Environment()), _django)
