#!/usr/bin/env python3
"""Refuses a ``HOST`` or ``PORT`` that the server could not use, before anything is installed or built for it."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Ends with one line where it cannot be used. An old Python is refused by ``environment.py``, which comes next."""
    if sys.version_info < (3, 11):
        return
    sys.path.insert(0, str(ROOT))
    # Here and not above: our code needs that Python, and a path to it.
    from rotativa.project.environment import Environment, host, port  # noqa: PLC0415
    from rotativa.project.supervising import require_free  # noqa: PLC0415

    env = Environment()
    require_free(host(env), port(env))


if __name__ == "__main__":
    main()
