"""``python -m rotativa.project.server [SITE]``: serves a callable of ``press.serving``, named as ``module:name``."""

import sys

from rotativa.project.server.running import run

if __name__ == "__main__":
    run(*(sys.argv[1:] or ["rotativa.project.wsgi:application"]))
