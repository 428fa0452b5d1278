"""The settings for tools that want a module of settings, such as mypy's plugin: those of a test run."""

import os

os.environ.setdefault("ROTATIVA_MODE", "test")

from rotativa.project.settings import *  # noqa: F403 the mode had to be set first
