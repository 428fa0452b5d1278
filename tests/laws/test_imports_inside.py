"""Imports stand at the top. Where one cannot, a comment says why."""

import ast
from pathlib import Path

from tests.laws.source import SAMPLES, Broken, functions, has_comment, house, report, tree


def hidden(path: Path) -> list[Broken]:
    """Imports inside functions that nothing explains."""
    found = {
        node.lineno
        for function in functions(tree(path))
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and not _explained(path, function, node.lineno)
    }
    return [
        Broken(path, line, "an import inside a function, without a comment that says why") for line in sorted(found)
    ]


def _explained(path: Path, function: ast.AST, line: int) -> bool:
    """A comment on the line or above it; one comment serves imports that follow each other."""
    lines = [node.lineno for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
    while not has_comment(path, line):
        if line - 1 not in lines:
            return False
        line -= 1
    return True


def test_sample() -> None:
    assert [each.line for each in hidden(SAMPLES / "hidden_import.py")] == [5]


def test_house() -> None:
    broken = [each for path in house() for each in hidden(path)]
    assert not broken, report(broken)
