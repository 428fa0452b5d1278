"""No remark of ours stands on a screen: a comment of Django's templates ends with its line, or is shown."""

import re
from pathlib import Path

from tests.laws.source import SAMPLES, Broken, report, tracked


def spoken(path: Path) -> list[Broken]:
    """Comments that go on behind the end of their line, which Django shows as they are."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        Broken(path, number, "a comment of more than one line is shown: use {% comment %}, or one for each line")
        for number, line in enumerate(lines, 1)
        if "{#" in re.sub(r"\{#.*?#\}", "", line)
    ]


def test_the_law_sees_a_remark_that_is_shown() -> None:
    assert [each.line for each in spoken(SAMPLES / "chatty.html")] == [3]


def test_no_remark_is_shown() -> None:
    templates = tracked("rotativa/*/templates/*.html", "rotativa/*/templates/*.txt")
    assert templates
    broken = [each for path in templates for each in spoken(path)]
    assert not broken, report(broken)
