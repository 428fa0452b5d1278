"""What whoever watches over us is told, and who that may be."""

import errno
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, InterfaceError
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from rotativa.daybook import queries as daybook
from rotativa.press import standing, verifications
from rotativa.press.health import FAILING
from rotativa.press.models import Cursor, Mark, Printed, Pulse
from rotativa.press.serving import HEALTH, make_app
from rotativa.press.verifying import Report
from rotativa.project.environment import BadSetting
from rotativa.project.safety import require_monitor_token
from rotativa.stories.models import Beat

TOKEN = "a-token-of-the-tests-0123456789"
ADDRESSES = ("/desk/health/press", "/desk/health/scheduler", "/desk/health/metrics")


@pytest.fixture
def well(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Worker and scheduler were heard just now, nothing waits, and there is room."""
    monkeypatch.setattr("rotativa.press.disk.shutil.disk_usage", lambda folder: _Usage(100, 10, 90 * 1024**3))
    Pulse.objects.create(worker="one", begun_at=timezone.now(), at=timezone.now())
    Beat.objects.create(name="scheduler", at=timezone.now())
    standing.cursor()
    Cursor.objects.update(fact=daybook.head())


class _Usage:
    def __init__(self, total: int, used: int, free: int) -> None:
        self.total, self.used, self.free = total, used, free


def ask(name: str, **options: Any) -> tuple[int, dict[str, Any]]:
    answer = Client().get(f"/desk/health/{name}", **options)
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, json.loads(answer.content)


def test_all_is_well(well: None) -> None:
    status, told = ask("press")
    assert (status, told["ok"], told["why"], told["workers"], told["waiting"]) == (200, True, "", 1, 0)
    assert ask("scheduler")[0] == 200


def test_a_press_that_is_late_silent_or_without_room(well: None, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = Mark.objects.create(path="/en/", marked_at=timezone.now() - timedelta(minutes=2), cause="fact 1")
    status, told = ask("press")
    assert (status, told["ok"], told["why"]) == (503, False, "behind")
    assert 119 <= told["lag_seconds"] <= 130
    Mark.objects.update(error="It could not be rendered.", tries=1)
    status, told = ask("press")
    assert (status, told["why"], told["failed"], told["missing"]) == (503, "pages are missing", 1, 1)
    Printed.objects.create(path="/en/", surface="front", argument="en", present=True)
    assert ask("press")[0] == 200, "readers see an earlier version, and it may be mended in a moment"
    Mark.objects.update(marked_at=timezone.now() - FAILING)
    status, told = ask("press")
    assert (status, told["why"], told["missing"]) == (503, "failing", 0)
    mark.delete()
    monkeypatch.setattr("rotativa.press.disk.shutil.disk_usage", lambda folder: _Usage(100, 90, 5))
    assert ask("press")[1]["why"] == "disk nearly full"
    monkeypatch.setattr("rotativa.press.disk.shutil.disk_usage", lambda folder: _Usage(100, 10, 90 * 1024**3))
    Pulse.objects.update(at=timezone.now() - timedelta(minutes=2))
    assert ask("press")[1]["why"] == "silent"
    Pulse.objects.all().delete()
    assert (ask("press")[0], ask("press")[1]["why"]) == (503, "no worker")


def test_a_scheduler_that_is_silent(well: None) -> None:
    Beat.objects.update(at=timezone.now() - timedelta(minutes=3))
    status, told = ask("scheduler")
    assert (status, told["why"]) == (503, "silent")
    assert told["heard_seconds_ago"] >= 180
    Beat.objects.all().delete()
    assert ask("scheduler")[0] == 503


def test_metrics_are_what_prometheus_reads(well: None) -> None:
    verifications.keep(Report(places=12, looked=12, unsettled=["/es/"]), timezone.now())
    answer = Client().get("/desk/health/metrics")
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.content.decode().splitlines()
    numbers = [
        re.fullmatch(r"([a-z_]+)(\{[a-z]+=\"[^\"]+\"\})? (-?[0-9.e+-]+)", line) for line in lines if line[0] != "#"
    ]
    assert all(numbers)
    named = [number[1] for number in numbers if number]
    assert {f"# TYPE {name} {'counter' if name.endswith('_total') else 'gauge'}" for name in named} <= {*lines}
    assert "rotativa_press_workers 1" in lines
    assert "rotativa_press_verified_wrong 0" in lines
    assert "rotativa_press_verified_unsettled 1" in lines
    assert not any("sampled" in line for line in lines)
    assert len([line for line in lines if line.startswith("# HELP")]) == len(set(named)) > 10


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_may_ask(well: None, settings: Any, address: str) -> None:
    """This machine, but not through a web server on it; or whoever has the token."""
    client = Client()
    assert client.get(address, REMOTE_ADDR="::1").status_code == 200
    assert client.get(address, HTTP_HOST="localhost.whatever").status_code == 200, "host names do not matter"
    strangers: list[dict[str, str]] = [
        {"REMOTE_ADDR": "203.0.113.9"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
        {"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": "Bearer "},
        {"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": f"Bearer {TOKEN}"},
    ]
    for stranger in strangers:
        answer = client.get(address, **stranger)  # type: ignore[arg-type]
        assert answer.status_code == 403, stranger
        assert b"ROTATIVA_MONITOR_TOKEN" in answer.content
    settings.ROTATIVA_MONITOR_TOKEN = TOKEN
    token = {"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}
    assert client.get(address, **token).status_code == 200  # type: ignore[arg-type]
    token["HTTP_AUTHORIZATION"] += "x"
    assert client.get(address, **token).status_code == 403  # type: ignore[arg-type]
    assert client.post(address).status_code == 405


def test_a_database_that_is_gone_is_told(well: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise DatabaseError("no password for you: secret")

    for name in ("health", "stories.scheduler_heard"):
        monkeypatch.setattr(f"rotativa.project.health.{name}", gone)
    for address in ADDRESSES:
        answer = Client().get(address)
        assert (answer.status_code, answer.content) == (503, b'{"ok": false, "why": "the database cannot be used"}\n')


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (InterfaceError("connection already closed"), "the database cannot be used"),
        (OSError(errno.EIO, "Input/output error", "/srv/secret"), "a disk cannot be used"),
        (KeyError("secret"), "it cannot be told; the log says why"),
    ],
)
def test_what_cannot_be_told_is_not_put_down_to_the_database(
    well: None, monkeypatch: pytest.MonkeyPatch, error: Exception, why: str
) -> None:
    def fails(*anything: object) -> None:
        raise error

    monkeypatch.setattr("rotativa.project.health.health", fails)
    assert ask("press") == (503, {"ok": False, "why": why})


def test_nothing_else_is_there(well: None) -> None:
    assert Client().get("/desk/health/").status_code == 404
    assert Client().get("/desk/health/secrets").status_code == 404


def test_the_server_answers_by_itself(tmp_path: Path) -> None:
    """Without Django, which is not even imported for it."""
    told: list[tuple[str, dict[str, str]]] = []

    def never() -> HttpResponse:
        raise AssertionError("the application was asked for")

    def start(status: str, headers: list[tuple[str, str]]) -> None:
        told.append((status, dict(headers)))

    asked = {"PATH_INFO": HEALTH, "REQUEST_METHOD": "GET"}
    assert b"".join(make_app(tmp_path, never)(asked, start)) == b'{"ok": true}\n'  # type: ignore[arg-type]
    gone = b"".join(make_app(tmp_path / "gone", never)(asked, start))  # type: ignore[arg-type]
    assert gone == b'{"ok": false, "why": "the printed pages are not there"}\n'
    assert [status for status, _ in told] == ["200 OK", "503 Service Unavailable"]
    assert told[0][1]["Cache-Control"] == "no-store"
    assert b"".join(make_app(tmp_path, never)({**asked, "REQUEST_METHOD": "HEAD"}, start)) == b""  # type: ignore[arg-type]


@pytest.mark.parametrize("token", ["short", "a" * 40, "ünguessable-und-lang-genug-0"])
def test_a_token_that_could_be_guessed_is_refused(token: str) -> None:
    with pytest.raises(BadSetting, match="ROTATIVA_MONITOR_TOKEN: it expects at least 20 characters"):
        require_monitor_token(token)
    require_monitor_token("")
    require_monitor_token(TOKEN)
