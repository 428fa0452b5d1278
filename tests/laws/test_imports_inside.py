"""Imports stand at the top. Where one cannot, a comment says why."""

import ast
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from tests.laws.source import SAMPLES, Broken, functions, has_comment, house, report, tree


def hidden(path: Path) -> list[Broken]:
    """Imports inside functions that nothing explains.

    One comment serves imports that follow each other, and may stand above the ``if`` or ``try`` that they are in.
    """
    groups = [group for function in functions(tree(path)) for group in _groups(function)]
    return [
        Broken(path, lines[-1], "an import inside a function, without a comment that says why")
        for lines in groups
        if not any(has_comment(path, line) for line in lines)
    ]


def _groups(function: ast.AST) -> Iterator[list[int]]:
    for node in ast.walk(function):
        for block in (getattr(node, name, None) for name in ("body", "orelse", "finalbody")):
            if isinstance(block, list):
                for imports, group in groupby(block, lambda each: isinstance(each, ast.Import | ast.ImportFrom)):
                    if imports:
                        yield [getattr(node, "lineno", 1), *(each.lineno for each in group)]


def test_sample() -> None:
    assert [each.line for each in hidden(SAMPLES / "hidden_import.py")] == [5]


def test_house() -> None:
    broken = [each for path in house() for each in hidden(path)]
    assert not broken, report(broken)
