"""No model overrides ``save`` or ``delete``: what happens on a change stands in a verb, where it can be found.

And no signal is listened to but where Wagtail or Django leave no other way; such a module says why at its top.
"""

import ast
from pathlib import Path

from tests.laws.source import SAMPLES, Broken, Function, house, imported, report, tree

OVERRIDES = frozenset({"save", "delete", "__setattr__"})
REASON = "signal"
"""The word that the docstring of a listening module must hold."""


def magic(path: Path) -> list[Broken]:
    """Overridden saving in models, and listening without a reason."""
    broken = []
    if "models" in path.stem or path.parent.name == "models":
        for model in ast.walk(tree(path)):
            if isinstance(model, ast.ClassDef):
                found = [node for node in model.body if isinstance(node, Function) and _adds(node)]
                broken += [Broken(path, node.lineno, f"“{model.name}” overrides “{node.name}”") for node in found]
    for line, name in imported(tree(path)):
        listens = name.startswith("django.dispatch") or ".signals." in name
        if listens and REASON not in (ast.get_docstring(tree(path)) or "").lower():
            broken.append(Broken(path, line, f"“{name}”: the docstring must say why a signal is needed"))
    return broken


def _adds(method: Function) -> bool:
    """Whether the method does something else than Django's; one that only refuses hides nothing."""
    return method.name in OVERRIDES and not isinstance(method.body[-1], ast.Raise)


def test_sample() -> None:
    assert [each.line for each in magic(SAMPLES / "models.py")] == [8, 4]


def test_house() -> None:
    broken = [each for path in house() for each in magic(path)]
    assert not broken, report(broken)
