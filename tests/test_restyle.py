"""The page that restyles the theme is followed word by word, in a copy of the code, and readers get the new looks."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from gzip import decompress
from pathlib import Path

import pytest

from rotativa.project.environment import ROOT
from rotativa.reader.assets import THEIRS
from rotativa.reader.looks import all_hooks
from tests.support import databases
from tests.support.newsroom import PUBLIC, free_port

PAGE = ROOT / "docs" / "how-to" / "restyle-the-theme.md"
STEPS = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = ("rotativa", "tests", "conftest.py", "pyproject.toml")
OLD, NEW = "#a3281d", "#0b5a7a"


class Workshop:
    """A copy of the code, and a newsroom that it prints."""

    def __init__(self, folder: Path, database: str) -> None:
        self.code, self.tree = folder / "code", folder / "tree"
        self.code.mkdir()
        for name in CODE:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, self.code / name)
        (self.code / ".venv").symlink_to(sys.prefix)
        self._environment = {
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(self.code),
            "PYTHONDONTWRITEBYTECODE": "1",
            "ROTATIVA_MODE": "demo",
            "ROTATIVA_DATA": str(folder / "data"),
            "ROTATIVA_TREE": str(self.tree),
            "ROTATIVA_PUBLIC_ADDRESS": PUBLIC,
            "DATABASE_URL": database,
            "PORT": str(free_port()),
        }

    def do(self, step: str) -> str:
        """Does what somebody types there; every line has to end well."""
        shell = ["bash", "-euo", "pipefail", "-c", step]
        done = subprocess.run(shell, cwd=self.code, env=self._environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{step}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        return done.stdout

    def front(self) -> str:
        """The front as readers get it."""
        return decompress((self.tree / "en" / "index.html.gz").read_bytes()).decode()

    def styles(self) -> str:
        """The style sheet that the front names."""
        (path,) = re.findall(r'<link rel="stylesheet" href="/([^"]+)"', self.front())
        return decompress((self.tree / f"{path}.gz").read_bytes()).decode()


@pytest.fixture
def workshop(tmp_path: Path, database_source: databases.Source, worker_database: str) -> Iterator[Workshop]:
    """A newsroom with one edition, printed with the theme as it comes."""
    name = f"{worker_database}_restyled"
    database_source.copy(name)
    made = Workshop(tmp_path, database_source.url(name))
    made.do(".venv/bin/rotativa editions add en --name Atlas && .venv/bin/rotativa press work --until-done")
    yield made
    database_source.remove(name)


@pytest.mark.timeout(400)  # a dozen commands, each a process of its own
def test_who_follows_the_page_has_restyled_the_theme(workshop: Workshop) -> None:
    assert OLD in workshop.styles()
    assert '<p class="house">' not in workshop.front()
    for step in STEPS.findall(PAGE.read_text(encoding="utf-8")):
        before = {path: path.read_bytes() for path in (workshop.code / "rotativa").rglob("*") if path.is_file()}
        workshop.do(step)
        if step.startswith("sed"):
            changed = {path for path, content in before.items() if path.read_bytes() != content}
            named = set(re.findall(r"rotativa/[\w./]+", step))
            assert {str(path.relative_to(workshop.code)) for path in changed} == named, step
    css, front = workshop.styles(), workshop.front()
    assert f"--spot:{NEW}" in css
    assert OLD not in css
    assert "--face-head:var(--face-label)" in css
    assert "--h1:3.25rem/3.5rem" in css
    assert css.endswith("font:var(--weight-label) var(--label) var(--face-label)}}}"), (
        "the sheet of the newsroom is last"
    )
    assert '<meta name="theme-color" content="#ffffff"' in front
    assert '<p class="house"><a href="/en/">Atlas</a></p>' in front
    assert 'viewBox="0 0 96 32"' in front
    assert (workshop.code / "var/patterns/pattern-page.html").is_file()


def test_its_sheet_uses_what_is_promised() -> None:
    (sheet,) = re.findall(rf"{THEIRS}\.css <<'CSS'\n(.*?)^CSS$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    promised = {name for hooks in all_hooks() for name in hooks.classes}
    assert set(re.findall(r"\.([a-z][a-z-]*)(?=[ ,\[{])", sheet)) <= promised | {THEIRS}
