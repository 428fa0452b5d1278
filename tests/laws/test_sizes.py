"""Files and functions stay short enough to be read in one go."""

from pathlib import Path

from tests.laws.source import SAMPLES, Broken, functions, is_test, report, tracked, tree

FUNCTION, FILE, TEST_FILE = 80, 400, 600
"""Lines, all of them counted."""


def too_long(path: Path, *, function: int = FUNCTION, file: int | None = None) -> list[Broken]:
    """What is longer than allowed in this file."""
    file = file or (TEST_FILE if is_test(path) else FILE)
    length = len(path.read_text(encoding="utf-8").splitlines())
    broken = [Broken(path, file, f"{length} lines in a file, at most {file}")] if length > file else []
    for each in functions(tree(path)):
        lines = (each.end_lineno or each.lineno) - each.lineno + 1
        if lines > function:
            broken.append(Broken(path, each.lineno, f"{lines} lines in “{each.name}”, at most {function}"))
    return broken


def test_sample() -> None:
    assert [each.line for each in too_long(SAMPLES / "long.py", function=5, file=10)] == [10, 4]


def test_house() -> None:
    files = [path for path in tracked("*.py") if "migrations" not in path.parts and path.parent != SAMPLES]
    broken = [each for path in files for each in too_long(path)]
    assert not broken, report(broken)
