"""What pages are made of knows no clock, no request, no network and no chance, and gives away no query.

``press.rendering`` sets the time (``kit.trace.moment``); everything else comes through facets and shelves.
"""

import ast
from pathlib import Path

from tests.laws.source import HOUSE, SAMPLES, Broken, functions, house, imported, names, report, tree

READS = ("queries", "facets", "shelves", "surfaces")
"""Modules, or folders of modules, that pages are rendered with, in every package below the reader."""
NOT_PRINTED = (
    HOUSE / "desk",
    HOUSE / "demo",
    HOUSE / "project",
    HOUSE / "reader" / "live",
    HOUSE / "reader" / "preview.py",
)
"""What answers a person, and may ask the clock."""
CLOCKS = ("timezone.now", "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "localtime")
FORBIDDEN_IMPORTS = (
    "random",
    "secrets",
    "requests",
    "urllib.request",
    "http.client",
    "socket",
    "httpx",
    "time.",
    "django.http",
)
FORBIDDEN_NAMES = ("HttpRequest", "uuid4", "RequestContext", "Now")
OPEN_ENDED = ("QuerySet", "Generator", "Iterator", "Iterable", "RawQuerySet", "Manager")
UNSEEN = {
    "facets": ("values", "values_list", "in_bulk", "aggregate", "raw", "cursor"),
    "shelves": ("raw", "cursor"),
}
"""Calls that give no rows to the hook of ``press.testing``: it could not tell whether a facet was asked about them. A
shelf gives identities only, and may; but not past the models, where nobody could tell whose they are."""
WALKS = frozenset(
    {
        "addresses.queries.all_markers",
        "addresses.queries.current_places",
        "addresses.queries.gone_places",
        "press.queries.printed_paths",
    }
)
"""Reads that walk millions, for ``press verify`` and sitemaps' places: no page uses them."""


def impure(path: Path) -> list[Broken]:
    """What this module asks that a page may not."""
    module = tree(path)
    broken = [
        Broken(path, line, f"imports “{name}”")
        for line, name in imported(module)
        if name.startswith(FORBIDDEN_IMPORTS) or name.rpartition(".")[2] in FORBIDDEN_NAMES
    ]
    broken += [Broken(path, line, f"asks the clock: “{name}”") for line, name in names(module) if name.endswith(CLOCKS)]
    broken += [
        Broken(path, node.lineno, f"reads by “{node.func.attr}”, where nobody sees whose rows they are")
        for node in sorted(ast.walk(module), key=lambda node: getattr(node, "lineno", 0))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if any(node.func.attr in unseen for part, unseen in UNSEEN.items() if part in (path.stem, path.parent.name))
    ]
    if path.stem == "queries" or path.parent.name == "queries":
        broken += _open_ended(path, module)
    return broken


def _open_ended(path: Path, module: ast.Module) -> list[Broken]:
    broken = []
    for function in functions(module):
        package = ".".join(path.relative_to(HOUSE).with_suffix("").parts) if path.is_relative_to(HOUSE) else ""
        if function.name.startswith("_") or f"{package}.{function.name}" in WALKS or function.returns is None:
            continue
        answer = ast.unparse(function.returns)
        if any(name in answer for name in OPEN_ENDED) and "Problem" not in answer:  # those are for the desk
            broken.append(
                Broken(path, function.lineno, f"“{function.name}” gives a {answer}; reads give frozen values")
            )
    return broken


def is_printed(path: Path) -> bool:
    """Whether pages are rendered with this module."""
    inside = path.relative_to(HOUSE)
    if any(path.is_relative_to(folder) for folder in NOT_PRINTED):
        return False
    return inside.parts[0] == "reader" or any(part in READS for part in inside.with_suffix("").parts)


def test_sample() -> None:
    assert [each.line for each in impure(SAMPLES / "queries.py")] == [3, 5, 12, 16]
    assert [each.line for each in impure(SAMPLES / "facets.py")] == [9, 13, 17]
    assert [each.line for each in impure(SAMPLES / "shelves.py")] == [12]


def test_house() -> None:
    broken = [each for path in house() if is_printed(path) for each in impure(path)]
    assert not broken, report(broken)
