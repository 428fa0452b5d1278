"""How the laws read source code."""

import ast
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "rotativa"
SAMPLES = Path(__file__).resolve().parent / "samples"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Broken:
    """A law is broken here."""

    path: Path
    line: int
    why: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}: {self.why}"


@cache
def tree(path: Path) -> ast.Module:
    """The file as a syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def tracked(*patterns: str) -> tuple[Path, ...]:
    """The files of the repository, those not yet added included, that match one of these patterns of git."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return tuple(path for path in (ROOT / name for name in listed if name) if path.is_file())


def is_test(path: Path) -> bool:
    """Whether the file belongs to tests."""
    return "tests" in path.relative_to(ROOT).parts


def house() -> tuple[Path, ...]:
    """The product's own modules, without migrations and tests."""
    files = sorted(HOUSE.rglob("*.py"))
    return tuple(path for path in files if "migrations" not in path.parts and not is_test(path))


def functions(module: ast.Module) -> Iterator[Function]:
    """Every function of a module, those inside classes and functions included."""
    for node in ast.walk(module):
        if isinstance(node, Function):
            yield node


def names(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Every name that is used below ``node``, with its line: ``datetime.now`` for the attribute of a name."""
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            yield each.lineno, each.id
        elif isinstance(each, ast.Attribute):
            yield each.lineno, ast.unparse(each)


def imported(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Everything that a module imports, by its full name, with its line."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def has_comment(path: Path, line: int) -> bool:
    """Whether the line, or the one above it, carries a comment that is not only for a tool."""
    lines = path.read_text(encoding="utf-8").splitlines()
    near = [lines[line - 1], lines[line - 2].strip() if line > 1 else ""]
    said = [re.sub(r"# (?:noqa(?::[ A-Z0-9,]+)?|type: ignore\S*)", "#", text) for text in near if "#" in text]
    return any(text.partition("#")[2].strip(" #") for text in said)


def report(broken: list[Broken]) -> str:
    """The list for a person."""
    return "\n".join(map(str, broken))
