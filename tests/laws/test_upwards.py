"""No package names a screen of the desk, which stands above: the desk lends it the way there (``stories.ports``)."""

import ast
from pathlib import Path

from tests.laws.source import HOUSE, SAMPLES, Broken, house, report, tree

DESK = "desk:"
ABOVE = frozenset({"desk", "project"})


def upwards(path: Path) -> list[Broken]:
    """Names of the desk's screens, as Django's ``reverse`` and ``redirect`` take them."""
    return [
        Broken(path, node.lineno, f"“{name.value}” is a screen of the desk")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        for name in node.args
        if isinstance(name, ast.Constant) and isinstance(name.value, str) and name.value.startswith(DESK)
    ]


def test_sample() -> None:
    assert [each.line for each in upwards(SAMPLES / "upwards.py")] == [7]


def test_house() -> None:
    below = [path for path in house() if path.relative_to(HOUSE).parts[0] not in ABOVE]
    broken = [each for path in below for each in upwards(path)]
    assert not broken, report(broken)
