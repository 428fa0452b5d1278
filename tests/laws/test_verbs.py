"""Every verb asks whether its actor may, and writes its fact in the transaction of its change.

A verb is a public function in ``actions/`` that is named like its file or takes an actor. Functions of its own package
may do these things for it; they are followed by name.
"""

import ast
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.laws.source import HOUSE, SAMPLES, Broken, Function, is_test, report, tree

DUTIES = {
    "rotativa.kit.actor.require": "never asks “require” whether the actor may",
    "rotativa.daybook.writing.transaction": "opens no “daybook.writing.transaction”",
    "rotativa.daybook.writing.note": "writes no fact with “daybook.writing.note”",
}

NO_ACT = frozenset({"print_again", "check", "stop_check"})
"""Verbs of the machine that change nothing editorial: the printed log tells of them, or the list of verifications."""


def careless(actions: Iterable[Path], package: Iterable[Path]) -> list[Broken]:
    """Verbs that leave a duty undone, though they and the functions of their package were followed."""
    called = _called(package)
    broken = []
    for path in actions:
        for verb in _verbs(path):
            if verb.name in NO_ACT:
                continue
            done = _reach(verb.name, called)
            broken += [
                Broken(path, verb.lineno, f"“{verb.name}” {why}") for duty, why in DUTIES.items() if duty not in done
            ]
    return broken


def _verbs(path: Path) -> list[Function]:
    found = [node for node in tree(path).body if isinstance(node, Function) and not node.name.startswith("_")]
    return [function for function in found if function.name == path.stem or _takes_actor(function)]


def _takes_actor(function: Function) -> bool:
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return any(each.annotation is not None and ast.unparse(each.annotation).endswith("Actor") for each in arguments)


def _called(package: Iterable[Path]) -> Mapping[str, set[str]]:
    """For every function (or class) of the package, by name: what it calls, by full name where it was imported."""
    called: dict[str, set[str]] = {}
    for path in package:
        module = tree(path)
        known = {**_own(module), **_imports(module)}
        for node in ast.walk(module):
            if isinstance(node, Function | ast.ClassDef):
                called.setdefault(node.name, set()).update(_calls(node, known))
    return called


def _own(module: ast.Module) -> Mapping[str, str]:
    """What the module itself defines, and the object that a method is of."""
    named = {node.name for node in module.body if isinstance(node, Function | ast.ClassDef)}
    targets = [each for node in module.body if isinstance(node, ast.Assign) for each in node.targets]
    named |= {each.id for each in targets if isinstance(each, ast.Name)}
    return {name: name for name in {*named, "self", "cls"}}


def _imports(module: ast.Module) -> Mapping[str, str]:
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def _calls(node: ast.AST, known: Mapping[str, str]) -> set[str]:
    # What hangs on some value (``article.publish``) may be anybody's: imports and own definitions are followed.
    names = {ast.unparse(each) for each in ast.walk(node) if isinstance(each, ast.Name | ast.Attribute)}
    return {".".join((known[first], *rest)) for first, *rest in (name.split(".") for name in names) if first in known}


def _reach(start: str, called: Mapping[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        for name in called.get(waiting.pop().rpartition(".")[2], ()):
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    return reached


def test_sample() -> None:
    sample = SAMPLES / "actions" / "rename_topic.py"
    assert [each.why for each in careless([sample], [sample])] == [
        "“rename_topic” opens no “daybook.writing.transaction”",
        "“rename_topic” writes no fact with “daybook.writing.note”",
    ]


def test_sample_that_calls_a_method_named_like_a_verb() -> None:
    """``article.publish`` is Wagtail's; that a verb of this name does its duties is no excuse."""
    sample, verb = SAMPLES / "actions" / "burn.py", HOUSE / "stories" / "actions" / "publish.py"
    package = [path for path in (HOUSE / "stories").rglob("*.py") if not is_test(path)]
    assert len(careless([sample], [sample, *package])) == len(DUTIES)
    assert careless([verb], package) == []


def test_house() -> None:
    broken = []
    for package in sorted(HOUSE.iterdir()):
        actions = sorted((package / "actions").glob("[!_]*.py"))
        files = [path for path in package.rglob("*.py") if not is_test(path)]
        broken += careless(actions, files)
    assert not broken, report(broken)
