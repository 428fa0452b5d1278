"""Imports run one way (``importlinter`` in ``pyproject.toml``), and so do foreign keys, which no import linter sees."""

import os
import subprocess
import sys
import tomllib
from collections.abc import Iterable

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.laws.source import HOUSE, ROOT, SAMPLES


def layers() -> list[set[str]]:
    """The packages of the house, from top to bottom, as the import contract has them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    order = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return [{name.strip(" ()") for name in layer.split("|")} for layer in order]


def upward(found: Iterable[type[models.Model]]) -> list[str]:
    """Relations of models that point to a package above, or beside."""
    rank = {name: number for number, layer in enumerate(layers()) for name in layer}
    broken = []
    for model in found:
        own = rank.get(model._meta.app_label)
        # What a model has from Wagtail's own tables points where Wagtail lets it point.
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            target = field.related_model
            if own is None or not isinstance(target, type):
                continue
            theirs = rank.get(target._meta.app_label)
            if theirs is not None and target._meta.app_label != model._meta.app_label and theirs <= own:
                broken.append(f"{model._meta.label}.{field.name} points up, to {target._meta.label}")
    return broken


def lint(config: str, folder: str) -> "subprocess.CompletedProcess[str]":
    """Runs the import linter."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    environment = {**os.environ, "PYTHONPATH": folder}
    return subprocess.run(
        [*command, "--config", config, "--no-cache"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_of_sample() -> None:
    found = lint("contracts.toml", str(SAMPLES / "house"))
    assert found.returncode == 1
    assert "sample_house.kit -> sample_house.stories" in found.stdout


def test_imports_of_house() -> None:
    found = lint("pyproject.toml", str(ROOT))
    assert found.returncode == 0, found.stdout


@isolate_apps("rotativa.daybook", "rotativa.staff")
def test_foreign_keys_of_sample() -> None:
    class Reader(models.Model):  # noqa: DJ008 a sample
        class Meta:
            app_label = "staff"

    class Fact(models.Model):  # noqa: DJ008 a sample
        by = models.ForeignKey(Reader, on_delete=models.CASCADE)

        class Meta:
            app_label = "daybook"

    assert upward([Fact, Reader]) == ["daybook.Fact.by points up, to staff.Reader"]


def test_foreign_keys_of_house() -> None:
    assert upward(apps.get_models(include_auto_created=True)) == []


def test_every_package_has_its_place() -> None:
    placed = set().union(*layers())
    assert {path.parent.name for path in HOUSE.glob("*/__init__.py")} <= placed


def test_the_server_of_pages_needs_no_django() -> None:
    code = "import sys, rotativa.project.wsgi, rotativa.project.supervising; sys.exit('django' in sys.modules)"
    environment = {"PATH": os.environ["PATH"], "ROTATIVA_MODE": "demo", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
