"""What prints everything again."""

import sys
from pathlib import Path
from typing import Any

from rotativa.press.registry import registry
from rotativa.reader.build import build, files_of_the_build


def test_the_code_of_every_read_belongs_to_the_build() -> None:
    reads: list[Any] = [*registry.facets.values(), *registry.shelves.values()]
    modules = {read.load.__module__ for read in reads} | {type(one).__module__ for one in registry.surfaces.values()}
    sources = {Path(str(sys.modules[module].__file__)) for module in modules}
    assert len(sources) > 10
    assert sources <= set(files_of_the_build())


def test_what_no_page_shows_does_not() -> None:
    named = {str(path) for path in files_of_the_build()}
    assert not [path for path in named if "/tests/" in path or "/desk/" in path or "/migrations/" in path]
    assert build() == build()
