"""A newsroom from nothing: editions and one editor-in-chief, all or nothing, asked once."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from rotativa.editions.models import Edition
from rotativa.project.management.commands.init import PASSWORD
from rotativa.staff.models import Role, User
from rotativa.staff.permissions import RoleName

GIVEN = {
    "newsroom": "Atlas",
    "edition": ["es", "ps", "pt-BR"],
    "zone": "Europe/Madrid",
    "username": "ines",
    "name": "Inés Duarte",
}


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody to ask."""
    monkeypatch.setenv(PASSWORD, "a long enough phrase")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))


def init(**changed: Any) -> str:
    """Runs the command and gives what it says."""
    said = io.StringIO()
    call_command("init", stdout=said, **{**GIVEN, **changed})
    return said.getvalue()


def test_a_newsroom(transactional_db: None) -> None:
    assert "Editor-in-chief ines" in init()
    assert [edition.code for edition in Edition.objects.all()] == ["es", "ps", "pt-BR"]
    assert Edition.objects.get(code="ps").direction == "rtl"
    assert Role.objects.get().role == RoleName.EDITOR_IN_CHIEF
    assert "nothing was added" in init(username="other")
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "changed", [{"edition": ["es", "no tag"]}, {"username": "no spaces, please"}, {"zone": "Atlantis/Capital"}]
)
def test_all_or_nothing(transactional_db: None, changed: dict[str, Any]) -> None:
    with pytest.raises(CommandError, match="No edition and no person was added"):
        init(**changed)
    assert not Edition.objects.exists()
    assert not User.objects.exists()


def test_a_weak_password(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "12345678")
    with pytest.raises(CommandError, match="password"):
        init()
    assert not Edition.objects.exists()


def test_no_password(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PASSWORD)
    with pytest.raises(CommandError, match=f"no password .* {PASSWORD}"):
        init()
    assert not Edition.objects.exists()


def test_what_is_missing_is_named(transactional_db: None) -> None:
    with pytest.raises(CommandError, match="--username"):
        init(username="")


class Terminal(io.StringIO):
    """Somebody sits there."""

    def isatty(self) -> bool:
        return True


def test_what_does_not_fit_is_asked_again(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed: Iterator[str] = iter(
        ("Atlas", "es no_tag!", "es", "Atlantis", "Europe/Madrid", "two words", "ines", "Inés Duarte", "no address", "")
    )
    phrase, like_the_name = "a long enough phrase", "duarte2468"
    secrets: Iterator[str] = iter(("12345678", *[like_the_name] * 2, phrase, "another", phrase, phrase))
    monkeypatch.delenv(PASSWORD)
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("builtins.input", lambda question: next(typed))
    monkeypatch.setattr("rotativa.project.management.commands.init.getpass", lambda question: next(secrets))
    assert "Editor-in-chief ines" in init(**dict.fromkeys(GIVEN, "") | {"edition": []})
    assert Edition.objects.get().zone == "Europe/Madrid"
    assert User.objects.get().check_password(phrase)
    told = capsys.readouterr().err
    assert all(words in told for words in ("“Atlantis” is not a time zone", "username", "email", "password", "differ"))
