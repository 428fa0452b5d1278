"""What is set wrongly is told in one line that names the variable, and never repeats a password."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rotativa.project import environment
from rotativa.project.databases import database_settings
from rotativa.project.email import email_settings
from rotativa.project.environment import BadSetting, Environment
from rotativa.project.safety import require_safe

SECRET = "correct-horse-battery-staple-" * 2
SAFE = {
    "ROTATIVA_SECRET_KEY": SECRET,
    "ROTATIVA_ALLOWED_HOSTS": "news.example",
    "ROTATIVA_PUBLIC_ADDRESS": "https://news.example",
}


def load(tmp_path: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Loads the settings in a process of its own."""
    given = {"PATH": os.environ["PATH"], "ROTATIVA_DATA": str(tmp_path), **variables}
    command = [sys.executable, "-c", "import rotativa.project.settings"]
    return subprocess.run(command, env=given, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({}, ""),
        ({"ROTATIVA_SECRET_KEY": ""}, "ROTATIVA_SECRET_KEY"),
        ({"ROTATIVA_SECRET_KEY": "short"}, "ROTATIVA_SECRET_KEY"),
        ({"ROTATIVA_SECRET_KEY": "a" * 80}, "ROTATIVA_SECRET_KEY"),
        ({"ROTATIVA_DEBUG": "yes"}, "ROTATIVA_DEBUG"),
        ({"ROTATIVA_ALLOWED_HOSTS": ""}, "ROTATIVA_ALLOWED_HOSTS"),
        ({"ROTATIVA_ALLOWED_HOSTS": "*"}, "ROTATIVA_ALLOWED_HOSTS"),
        ({"ROTATIVA_PUBLIC_ADDRESS": "http://news.example"}, "ROTATIVA_PUBLIC_ADDRESS"),
        ({"ROTATIVA_PUBLIC_ADDRESS": "http://127.0.0.1:8000"}, ""),
        ({"ROTATIVA_SECRET_KEY_FILE": "/nowhere"}, "ROTATIVA_SECRET_KEY_FILE"),
        ({"PORT": "99999"}, "PORT"),
    ],
)
def test_production_refuses(tmp_path: Path, changed: dict[str, str], named: str) -> None:
    found = load(tmp_path, **{**SAFE, **changed})
    assert (found.returncode == 0) == (not named), found.stderr
    assert len(found.stderr.splitlines()) == (1 if named else 0)
    assert found.stderr.startswith(named)


def test_nothing_set_is_production(tmp_path: Path) -> None:
    assert load(tmp_path).returncode == 1


def test_a_demo_makes_its_secret_once(tmp_path: Path) -> None:
    assert load(tmp_path, ROTATIVA_MODE="demo").returncode == 0
    first = (tmp_path / "secret").read_text()
    assert load(tmp_path, ROTATIVA_MODE="demo").returncode == 0
    assert (tmp_path / "secret").read_text() == first
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
    require_safe("production", first, False, ["news.example"], "https://news.example")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ROTATIVA_DEBUG", "perhaps"),
        ("ROTATIVA_PUBLIC_ADDRESS", "https://news.example/path"),
        ("ROTATIVA_PUBLIC_ADDRESS", "news.example"),
        ("ROTATIVA_PUBLIC_ADDRESS", "https://user@news.example"),
        ("ROTATIVA_PUBLIC_ADDRESS", "https://news.example:port"),
        ("ROTATIVA_TRUSTED_PROXIES", "10.0.0.0/33"),
        ("ROTATIVA_MODE", "staging"),
        ("PORT", "٨٠٠٠"),
    ],
)
def test_nonsense_names_its_variable(name: str, value: str) -> None:
    env = Environment({name: value})
    with pytest.raises(BadSetting, match=name):
        {
            "ROTATIVA_DEBUG": lambda: env.yes(name, False, ""),
            "ROTATIVA_PUBLIC_ADDRESS": lambda: env.address(name, None, "", shown=""),
            "ROTATIVA_TRUSTED_PROXIES": lambda: env.networks(name, ""),
            "ROTATIVA_MODE": lambda: environment.mode(env),
            "PORT": lambda: environment.port(env),
        }[name]()


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadSetting, match="ROTATIVA_DATA"):
        environment.data(Environment({"ROTATIVA_DATA": str(tmp_path / "file")}))


@pytest.mark.parametrize("value", ["mysql://u:hunter2@db/x", "postgresql://u:hunter2@db:port/x", "hunter2"])
def test_a_bad_database_keeps_its_password(value: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="DATABASE_URL") as refused:
        database_settings(Environment({"DATABASE_URL": value}), tmp_path)
    assert "hunter2" not in str(refused.value)


def test_print_only_reads(tmp_path: Path) -> None:
    found = database_settings(Environment({"DATABASE_URL": "postgresql://u:p@db/x?sslmode=require"}), tmp_path)
    assert found["default"]["OPTIONS"] == {"sslmode": "require"}
    assert "default_transaction_read_only=on" in found["print"]["OPTIONS"]["options"]


def test_mail() -> None:
    found = email_settings(Environment({"ROTATIVA_EMAIL_URL": "smtp://desk%40news.example:pw@mail.example"}), "none:")
    assert (found["EMAIL_HOST_USER"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == ("desk@news.example", 587, True)
    for value in ("smtp:", "smtp://mail.example:port", "gopher://x"):
        with pytest.raises(BadSetting, match="ROTATIVA_EMAIL_URL"):
            email_settings(Environment({"ROTATIVA_EMAIL_URL": value}), "none:")
