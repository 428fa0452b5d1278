"""What is set wrongly is told in one line that names the variable, and never repeats a password."""

import os
import runpy
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from rotativa.project import environment
from rotativa.project.databases import database_settings
from rotativa.project.email import email_settings
from rotativa.project.environment import ROOT, BadSetting, Environment
from rotativa.project.safety import require_safe, require_strangers
from rotativa.staff.permissions import RoleName

Load = Callable[[dict[str, str]], dict[str, Any]]

SECRET = "correct-horse-battery-staple-" * 2
SAFE = {
    "ROTATIVA_SECRET_KEY": SECRET,
    "ROTATIVA_ALLOWED_HOSTS": "news.example",
    "ROTATIVA_PUBLIC_ADDRESS": "https://news.example",
}


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Loads the settings anew, with these variables and no others of ours."""

    def loading(variables: dict[str, str]) -> dict[str, Any]:
        for name in [name for name in os.environ if name.startswith("ROTATIVA_")]:
            monkeypatch.delenv(name)
        for name, value in {"ROTATIVA_DATA": str(tmp_path), **variables}.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "rotativa" / "project" / "settings.py"))

    return loading


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
        ({"ROTATIVA_EDITION_ADDRESSES": "ar=http://atlas.example"}, "ROTATIVA_EDITION_ADDRESSES"),
        ({"ROTATIVA_EDITION_ADDRESSES": "ar=https://atlas.example, pt=https://jornal.example/"}, ""),
        ({"ROTATIVA_SECRET_KEY_FILE": "/nowhere"}, "ROTATIVA_SECRET_KEY_FILE"),
        ({"PORT": "99999"}, "PORT"),
    ],
)
def test_production_refuses(load: Load, changed: dict[str, str], named: str) -> None:
    with pytest.raises(BadSetting, match=f"^{named}.*") if named else nullcontext():
        load({**SAFE, **changed})


def test_a_refusal_is_one_line_and_an_exit_code(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "rotativa", "check"]
    given = {"PATH": os.environ["PATH"], "ROTATIVA_DATA": str(tmp_path)}
    found = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
    assert found.returncode == 1, "nothing set is production, and not safe"
    assert found.stderr.splitlines() == [
        "ROTATIVA_PUBLIC_ADDRESS is not set. It expects an address without a path, such as https://news.example."
    ]


def test_a_demo_makes_its_secret_once(load: Load, tmp_path: Path) -> None:
    first = load({"ROTATIVA_MODE": "demo"})["SECRET_KEY"]
    assert load({"ROTATIVA_MODE": "demo"})["SECRET_KEY"] == first == (tmp_path / "secret").read_text()
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
    require_safe("production", first, False, ["news.example"], "https://news.example")


def test_a_demo_keeps_its_address(load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another port than where its pages were printed would make every one of them wrong."""

    def address(**variables: str) -> str:
        with monkeypatch.context() as patch:
            for name in ("HOST", "PORT"):
                patch.delenv(name, raising=False)
            for name, value in variables.items():
                patch.setenv(name, value)
            return str(load({"ROTATIVA_MODE": "demo"})["ROTATIVA_PUBLIC_ADDRESS"])

    def keep(**variables: str) -> None:
        environment.keep_address(Environment({"ROTATIVA_DATA": str(tmp_path), "ROTATIVA_MODE": "demo", **variables}))

    assert address() == "http://127.0.0.1:8000"
    keep(PORT="8451", ROTATIVA_PUBLIC_ADDRESS="nonsense")
    keep(PORT="8452", ROTATIVA_MODE="production")
    assert address() == "http://127.0.0.1:8000"
    keep(PORT="8451")
    assert address() == "http://127.0.0.1:8451"
    assert address(PORT="9000") == "http://127.0.0.1:9000"
    keep()
    assert address() == "http://127.0.0.1:8000"


def test_a_demo_takes_embeds() -> None:
    def hosts(**variables: str) -> tuple[str, ...]:
        return environment.embed_hosts(Environment(variables))

    assert hosts(ROTATIVA_MODE="demo") == ("www.youtube-nocookie.com", "player.vimeo.com")
    assert hosts(ROTATIVA_MODE="demo", ROTATIVA_EMBED_HOSTS="video.example") == ("video.example",)
    assert hosts(ROTATIVA_MODE="demo", ROTATIVA_EMBED_HOSTS="") == hosts(ROTATIVA_MODE="production") == ()


def test_an_embed_comes_from_elsewhere() -> None:
    """A page of our own in a frame would be trusted as the page around it is."""
    ours = ("https://atlas.example", "https://warar.example:8443")
    require_strangers(("player.vimeo.com", "video.atlas.example"), ours)
    for host in ("atlas.example", "warar.example"):
        with pytest.raises(BadSetting, match=f"ROTATIVA_EMBED_HOSTS: “{host}” is this newsroom's own host"):
            require_strangers(("player.vimeo.com", host), ours)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ROTATIVA_DEBUG", "perhaps"),
        ("ROTATIVA_PUBLIC_ADDRESS", "https://news.example/path"),
        ("ROTATIVA_PUBLIC_ADDRESS", "news.example"),
        ("ROTATIVA_PUBLIC_ADDRESS", "https://user@news.example"),
        ("ROTATIVA_PUBLIC_ADDRESS", "https://news.example:port"),
        ("ROTATIVA_EDITION_ADDRESSES", "ar"),
        ("ROTATIVA_EDITION_ADDRESSES", "=https://atlas.example"),
        ("ROTATIVA_EDITION_ADDRESSES", "ar=https://atlas.example/ar"),
        ("ROTATIVA_EDITION_ADDRESSES", "ar=https://atlas.example pt=https://jornal.example"),
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
            "ROTATIVA_EDITION_ADDRESSES": lambda: environment.edition_addresses(env),
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
    assert found["default"]["OPTIONS"]["sslmode"] == "require"
    assert found["default"]["OPTIONS"]["options"].endswith("-c synchronous_commit=on")
    assert "-c tcp_keepalives_idle=" in found["default"]["OPTIONS"]["options"], "a dead machine keeps no locks"
    assert "default_transaction_read_only=on" in found["print"]["OPTIONS"]["options"]


def test_mail() -> None:
    found = email_settings(Environment({"ROTATIVA_EMAIL_URL": "smtp://desk%40news.example:pw@mail.example"}), "none:")
    assert (found["EMAIL_HOST_USER"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == ("desk@news.example", 587, True)
    for value in ("smtp:", "smtp://mail.example:port", "gopher://x"):
        with pytest.raises(BadSetting, match="ROTATIVA_EMAIL_URL"):
            email_settings(Environment({"ROTATIVA_EMAIL_URL": value}), "none:")


def test_the_roles_that_may_be_named_are_those_that_there_are() -> None:
    assert tuple(RoleName.values) == environment.ROLES
    named = Environment({"ROTATIVA_SECOND_FACTOR_FOR": "technician, reporter"})
    assert environment.second_factor_for(named, "all") == {"technician", "reporter"}
    assert environment.second_factor_for(Environment({}), "all") == set(RoleName.values)
    assert environment.second_factor_for(Environment({}), "none") == set()
    for wrong in ("editor", "all, reporter", ""):
        with pytest.raises(BadSetting, match="ROTATIVA_SECOND_FACTOR_FOR"):
            environment.second_factor_for(Environment({"ROTATIVA_SECOND_FACTOR_FOR": wrong}), "all")
