#!/usr/bin/env python3
"""Makes ``.venv`` what a lock file says; does nothing where it already is.

``python3 scripts/environment.py`` installs what Rotativa needs to run, ``… dev`` what its tests need besides. A server
may be running from ``.venv`` meanwhile: what the tests need is added to it, and another environment is made beside it
and takes its place when it is complete.
"""

import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
PATIENCE = 2
"""Seconds between two signs of life."""


def main(wanted: str) -> None:
    """Installs the lock ``wanted`` ("" or "dev") unless it, or the wider one, is already installed."""
    if _is_there(wanted):
        return
    _require_python()
    with _alone():
        if _is_there(wanted):  # made while we waited
            return
        started = time.monotonic()
        if _can_be_widened(wanted):
            _install(ENVIRONMENT, wanted, len(_pins(wanted) - _pins("")))
        else:
            _replace(wanted)
        (ENVIRONMENT / f"installed{wanted}").write_text(_stamp(wanted))
        print(f"The environment is ready ({time.monotonic() - started:.0f} s).", flush=True)


def _is_there(wanted: str) -> bool:
    return any(_is_installed(kind) for kind in (wanted, "dev"))


def _is_installed(kind: str) -> bool:
    mark = ENVIRONMENT / f"installed{kind}"
    return mark.exists() and mark.read_text() == _stamp(kind)


def _stamp(kind: str) -> str:
    """Changes with whatever would make another environment: lock, project file, Python, and place."""
    parts = (_lock(kind).read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), str(ROOT).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _lock(kind: str) -> Path:
    return ROOT / ("requirements-dev.lock" if kind else "requirements.lock")


def _pins(kind: str) -> set[str]:
    """What a lock file installs: each package with its version and its hashes, wherever it may be wanted."""
    lock = re.sub(r" ;[^\\\n]*", " ", _lock(kind).read_text())
    return {" ".join(pin.split()) for pin in re.split(r"^(?=\w)", lock, flags=re.MULTILINE)[1:]}


def _can_be_widened(wanted: str) -> bool:
    """Whether what is missing can be added without a change to anything that is there."""
    fresh = not (ENVIRONMENT / f"installed{wanted}").exists()
    return bool(wanted) and fresh and _is_installed("") and _pins("") <= _pins(wanted)


def _require_python() -> None:
    if sys.version_info < (3, 11):
        sys.exit(f"Rotativa needs Python 3.11 or newer; this is {sys.version.split()[0]} (make PYTHON=…).")
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        sys.exit("The Debian package python3-venv is missing: apt-get install python3-venv")


@contextmanager
def _alone() -> Iterator[None]:
    """Waits for others who make the same environment. The folder of the code is locked: no file is left over."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("The environment is being made by another “make”; waiting for it …", flush=True)
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _replace(wanted: str) -> None:
    """Makes a new environment beside the present one, and puts it in its place."""
    new, old = (ENVIRONMENT.with_name(f"{ENVIRONMENT.name}-{name}") for name in ("new", "old"))
    venv = (sys.executable, "-m", "venv", "--clear", "--prompt", ENVIRONMENT.name, str(new))
    for _ in _run("The environment could not be made; what Python says", *venv):
        pass
    _install(new, wanted, len(_pins(wanted)))
    for _ in _pip(new, "--no-build-isolation", "--no-deps", "--no-index", "--editable", str(ROOT)):
        pass
    _settle(new)
    shutil.rmtree(old, ignore_errors=True)
    if ENVIRONMENT.exists():
        ENVIRONMENT.rename(old)
    new.rename(ENVIRONMENT)
    shutil.rmtree(old, ignore_errors=True)


def _settle(new: Path) -> None:
    """Lets its programs name the place where it will be."""
    for program in (new / "bin").iterdir():
        if program.is_file() and not program.is_symlink():
            content = program.read_bytes()
            if str(new).encode() in content:
                program.write_bytes(content.replace(str(new).encode(), str(ENVIRONMENT).encode()))


def _install(place: Path, wanted: str, total: int) -> None:
    """Installs exactly the lock, every file checked by its hash, and says every two seconds how far it is."""
    print(f"Installing {total} packages into .venv (about 40 s, once) …", flush=True)
    fetched, told = 0, time.monotonic()
    arguments = ("--no-deps", "--require-hashes", "--only-binary", ":all:", "--requirement", str(_lock(wanted)))
    for line in _pip(place, *arguments):
        fetched += line.startswith("Collecting")
        if line.startswith("Installing"):
            print("  writing them …", flush=True)
            total = fetched  # the lock names some for other machines, too
        elif fetched < total and time.monotonic() - told > PATIENCE:
            print(f"  {fetched} of {total} fetched …", flush=True)
            told = time.monotonic()


def _pip(place: Path, *arguments: str) -> Iterator[str]:
    """Runs the pip of an environment and gives its lines."""
    pip = (str(place / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install")
    return _run("The packages could not be installed; what pip says", *pip, *arguments)


def _run(failed: str, *command: str) -> Iterator[str]:
    """Runs a program and gives its lines; where it fails, shows the last ones and ends us."""
    last: deque[str] = deque(maxlen=20)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as program:
        for line in program.stdout or ():
            last.append(line)
            yield line
    if program.returncode:
        sys.exit(f"{''.join(last)}{failed} stands above.")


if __name__ == "__main__":
    main("dev" if sys.argv[1:] == ["dev"] else "")
