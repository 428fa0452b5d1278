"""``python -m rotativa`` is the command ``rotativa``."""

from rotativa.project.cli import main

main()
