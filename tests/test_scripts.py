"""What `make` runs before and around the product keeps going, or says in one line why it does not."""

import shutil
import subprocess
from pathlib import Path

from rotativa.project.environment import ROOT


def program(path: Path, lines: str) -> None:
    """Puts a program there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)


def test_without_npm_packages_the_html_check_is_left_out_in_one_line(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    program(tmp_path / "bin" / "java", "exit 1")
    program(tmp_path / "bin" / "npm", "echo npm error code ENOTFOUND >&2; echo npm error syscall getaddrinfo >&2; exit 1")
    environment = {"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"}
    found = subprocess.run(
        [tmp_path / "scripts" / "html"], env=environment, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0
    assert found.stderr == "The HTML check is left out: npm could not fetch vnu-jar (ENOTFOUND).\n"
    assert found.stdout.startswith("Fetching the HTML checker with npm")
