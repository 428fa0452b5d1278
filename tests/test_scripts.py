"""What `make` runs before and around the product keeps going, or says in one line why it does not."""

import fcntl
import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from rotativa.project.environment import ROOT

LOCK = "jinja2==3.1.6 ; python_version > '3' \\\n    --hash=sha256:aa\n"
WIDER = "jinja2==3.1.6 \\\n    --hash=sha256:aa\nruff==0.13.0 \\\n    --hash=sha256:bb\n"


def program(path: Path, lines: str) -> None:
    """Puts a program there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)


def test_without_npm_packages_the_html_check_is_left_out_in_one_line(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    program(tmp_path / "bin" / "java", "exit 1")
    program(
        tmp_path / "bin" / "npm", "echo npm error code ENOTFOUND >&2; echo npm error syscall getaddrinfo >&2; exit 1"
    )
    environment = {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"}
    found = subprocess.run(
        [tmp_path / "scripts" / "html"], env=environment, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0
    assert found.stderr == "The HTML check is left out: npm could not fetch vnu-jar (ENOTFOUND).\n"
    assert found.stdout.startswith("Fetching the HTML checker with npm")


class Clone:
    """A folder of code with lock files; what would be fetched is only noted."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.venv, self.fails, self.ran = root, root / ".venv", False, list[str]()
        self.script = _script("environment")
        for name, value in {"ROOT": root, "ENVIRONMENT": self.venv, "_run": self._run}.items():
            monkeypatch.setattr(self.script, name, value)
        for name, content in {"requirements.lock": LOCK, "requirements-dev.lock": WIDER, "pyproject.toml": ""}.items():
            (root / name).write_text(content)

    def make(self, wanted: str = "") -> list[str]:
        """Runs the script; gives what it installed, and where."""
        self.ran.clear()
        self.script.main(wanted)
        return self.ran

    def _run(self, failed: str, *command: str) -> Iterator[str]:
        place = Path(command[-1] if "venv" in command else command[0]).relative_to(self.root).parts[0]
        self.ran.append(f"{place}: {Path(command[-1]).name}")
        if "venv" in command:
            program(Path(command[-1]) / "bin" / "rotativa", f"exec {command[-1]}/bin/python")
            return
        assert (self.venv / "bin").exists() or place != ".venv"
        if self.fails:
            raise SystemExit(failed)
        yield "Collecting jinja2"


def _script(name: str) -> Any:  # a module
    spec = spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clone:
    """Without an environment yet."""
    return Clone(tmp_path, monkeypatch)


def test_what_tests_need_is_added_to_the_environment_that_a_server_may_run_from(clone: Clone) -> None:
    assert clone.make() == [".venv-new: .venv-new", ".venv-new: requirements.lock", f".venv-new: {clone.root.name}"]
    before = (clone.venv / "bin").stat().st_ino
    assert clone.make() == []
    assert clone.make("dev") == [".venv: requirements-dev.lock"]
    assert (clone.venv / "bin").stat().st_ino == before
    assert clone.make("dev") == clone.make() == []


@pytest.mark.parametrize(
    ("name", "content"), [("requirements-dev.lock", WIDER.replace("aa", "cc")), ("requirements.lock", LOCK + "#")]
)
def test_another_environment_takes_the_place_of_the_old_one_when_it_is_complete(
    clone: Clone, name: str, content: str
) -> None:
    clone.make()
    before = (clone.venv / "bin").stat().st_ino
    (clone.root / name).write_text(content)
    clone.fails = True
    with pytest.raises(SystemExit, match="could not be installed"):
        clone.make("dev")
    assert (clone.venv / "bin").stat().st_ino == before
    clone.fails = False
    assert clone.make("dev")[0] == ".venv-new: .venv-new"
    assert (clone.venv / "bin").stat().st_ino != before
    assert (clone.venv / "bin" / "rotativa").read_text().endswith(f"exec {clone.venv}/bin/python\n")
    assert [path.name for path in clone.root.glob(".venv*")] == [".venv"]


def test_two_at_once_wait_for_each_other(clone: Clone, capfd: pytest.CaptureFixture[str]) -> None:
    other = os.open(clone.root, os.O_RDONLY)
    fcntl.flock(other, fcntl.LOCK_EX)
    waiting = threading.Thread(target=clone.make)
    waiting.start()
    waiting.join(0.5)
    assert waiting.is_alive()
    assert "waiting for it" in capfd.readouterr().out
    assert not clone.ran
    os.close(other)
    waiting.join(20)
    assert clone.venv.exists()


def test_what_is_for_other_machines_is_not_waited_for(
    clone: Clone, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ("Collecting a", "Installing collected packages: a", "Successfully installed a")
    monkeypatch.setattr(clone.script, "_run", lambda failed, *command: iter(lines))
    monkeypatch.setattr(clone.script, "PATIENCE", -1)
    clone.script._install(clone.venv, "", 2)
    assert capsys.readouterr().out.splitlines()[1:] == ["  1 of 2 fetched …", "  writing them …"]


def test_an_environment_that_cannot_be_made_is_told_without_a_traceback(clone: Clone) -> None:
    command = ["python3", "-c", "print('no space left'); raise SystemExit(3)"]
    with pytest.raises(SystemExit, match="no space left\nThe environment could not be made; what Python says stands"):
        list(_script("environment")._run("The environment could not be made; what Python says", *command))


@pytest.mark.parametrize("target", ["demo", "serve"])
def test_a_port_that_cannot_be_used_is_refused_before_anything_else(target: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        for port in ("abc", str(taken.getsockname()[1])):
            environment = {"PATH": os.environ["PATH"], "PORT": port}  # nothing of a “make” that runs this test
            command = ["make", "--silent", "PYTHON=python3", target]
            found = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
            assert found.returncode != 0
            assert not found.stdout, "something was installed, built or shown before"
            assert found.stderr.startswith("PORT: ")
            assert "Traceback" not in found.stderr
