"""The lock files hold what ``pyproject.toml`` asks for, with hashes, and without code under the GPL."""

import re
import tomllib
from collections.abc import Iterable, Mapping

from packaging.requirements import Requirement

from tests.laws.source import ROOT, SAMPLES

LEFT_OUT = "pillow-heif"
"""See ``docs/decisions/0010-no-heif-by-default.md``."""
_PIN = re.compile(
    r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^\s;]+)(?P<rest>.*?)(?=^[a-z0-9]|\Z)", re.MULTILINE | re.DOTALL
)


def pins(lock: str) -> dict[str, str]:
    """The versions that a lock file pins, by name."""
    return {found["name"]: found["version"] for found in _PIN.finditer(lock)}


def mistakes(lock: str, wanted: Iterable[str]) -> list[str]:
    """What is wrong with a lock file."""
    pinned = pins(lock)
    told = [f"{found['name']} has no hash" for found in _PIN.finditer(lock) if "--hash=sha256:" not in found["rest"]]
    told += [f"{LEFT_OUT} is not to be installed"] if LEFT_OUT in pinned else []
    for line in wanted:
        requirement = Requirement(line)
        version = pinned.get(requirement.name.lower())
        if version is None or version not in requirement.specifier:
            told.append(f"{line} is not met by {version}: make lock")
    return told


def asked() -> Mapping[str, list[str]]:
    """What the project asks for, to run and to develop."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = {
        name: [line for line in lines if isinstance(line, str)] for name, lines in project["dependency-groups"].items()
    }
    running = [*project["project"]["dependencies"], *groups["build"]]
    return {"requirements.lock": running, "requirements-dev.lock": [*running, *groups["dev"]]}


def test_sample() -> None:
    assert mistakes((SAMPLES / "sample.lock").read_text(), ["jinja2>=3.1", "babel>=3"]) == [
        "jinja2 has no hash",
        "pillow-heif is not to be installed",
        "babel>=3 is not met by 2.18.0: make lock",
    ]


def test_locks() -> None:
    locks = {name: (ROOT / name).read_text() for name in asked()}
    for name, lines in asked().items():
        assert mistakes(locks[name], lines) == []
    running, developing = (pins(lock) for lock in locks.values())
    assert running.items() <= developing.items(), "the tests run on other versions than the product"
