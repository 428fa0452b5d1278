#!/usr/bin/env python3
"""Makes ``.venv`` what a lock file says; does nothing where it already is.

``python3 scripts/environment.py`` installs what Rotativa needs to run, ``… dev`` what its tests need besides.
"""

import hashlib
import importlib.util
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
PATIENCE = 2
"""Seconds between two signs of life."""


def main(wanted: str) -> None:
    """Installs the lock ``wanted`` ("" or "dev") unless it, or the wider one, is already installed."""
    stamp = _stamp(wanted)
    for kind in {wanted, "dev"}:
        installed = ENVIRONMENT / f"installed{kind}"
        if installed.exists() and installed.read_text() == _stamp(kind):
            return
    _require_python()
    started = time.monotonic()
    subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True)
    _install(_lock(wanted))
    for _ in _pip("--no-build-isolation", "--no-deps", "--no-index", "--editable", str(ROOT)):
        pass
    (ENVIRONMENT / f"installed{wanted}").write_text(stamp)
    print(f"The environment is ready ({time.monotonic() - started:.0f} s).", flush=True)


def _lock(kind: str) -> Path:
    return ROOT / ("requirements-dev.lock" if kind else "requirements.lock")


def _stamp(kind: str) -> str:
    """Changes with whatever would make another environment: lock, project file, Python, and place."""
    parts = (_lock(kind).read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), str(ROOT).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _require_python() -> None:
    if sys.version_info < (3, 11):
        sys.exit(f"Rotativa needs Python 3.11 or newer; this is {sys.version.split()[0]} (make PYTHON=…).")
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        sys.exit("The Debian package python3-venv is missing: apt-get install python3-venv")


def _install(lock: Path) -> None:
    """Installs exactly the lock, every file checked by its hash, and says every two seconds how far it is."""
    total = sum("==" in line for line in lock.read_text().splitlines())
    print(f"Installing {total} packages into .venv (about 40 s, once) …", flush=True)
    fetched, told = 0, time.monotonic()
    for line in _pip("--no-deps", "--require-hashes", "--only-binary", ":all:", "--requirement", str(lock)):
        fetched += line.startswith("Collecting")
        if line.startswith("Installing"):
            print("  writing them …", flush=True)
        elif fetched < total and time.monotonic() - told > PATIENCE:
            print(f"  {fetched} of {total} fetched …", flush=True)
            told = time.monotonic()


def _pip(*arguments: str) -> Iterator[str]:
    """Runs pip and gives its lines; where it fails, shows the last ones and ends the program."""
    command = [str(ENVIRONMENT / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", *arguments]
    last: deque[str] = deque(maxlen=20)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        for line in pip.stdout or ():
            last.append(line)
            yield line
    if pip.returncode:
        sys.exit(f"{''.join(last)}The packages could not be installed; what pip says stands above.")


if __name__ == "__main__":
    main("dev" if sys.argv[1:] == ["dev"] else "")
