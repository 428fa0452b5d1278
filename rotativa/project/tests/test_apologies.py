"""What the desk says when it cannot work, in the language of whoever asks, without the database."""

import errno
import json
import logging
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import TooManyFieldsSent
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from rotativa.press import disk
from rotativa.project import apologies
from rotativa.project.logs import Brief

FULL, GONE, BROKEN = OSError(errno.ENOSPC, "No space left on device"), OperationalError("gone"), ValueError("no")


def at_the_door(monkeypatch: pytest.MonkeyPatch, error: Exception, **asked: str) -> Any:
    """The answer of a desk that meets this error before it knows anything, with a disk that has room."""

    def fail(*arguments: object, **options: object) -> None:
        raise error

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", fail)
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "somebody-who-was-here"
    return client.get("/desk/", headers=asked)


@pytest.mark.parametrize(
    ("error", "status", "language", "title"),
    [
        (GONE, 503, "en", "The database cannot be used"),
        (GONE, 503, "es-MX,es;q=0.9", "No se puede usar la base de datos"),
        (FULL, 503, "pt-BR", "O disco está cheio"),
        (FULL, 503, "ar", "القرص ممتلئ"),
        (BROKEN, 500, "fa,ar;q=0.5", "حدث عطل"),
    ],
)
def test_it_says_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, language: str, title: str
) -> None:
    answer = at_the_door(monkeypatch, error, accept_language=language)
    page = answer.content.decode()
    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in page
    assert ('dir="rtl"' in page) == (language.endswith("ar") or "ar;" in language)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in answer.headers


def test_a_database_that_finds_no_room(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """SQLite says that it is full, or that it could not write: then the disk is asked."""
    monkeypatch.setattr(disk, "rooms", lambda: iter([disk.Room(tmp_path, 4096, 100.0)]))
    assert "The disk is full" in at_the_door(monkeypatch, GONE).content.decode()


def test_a_sqlite_that_is_full(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a limit of SQLite stands for the disk")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        try:
            with pytest.raises(OperationalError) as found:
                cursor.execute("CREATE TABLE filler AS SELECT zeroblob(10000000)")
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert "The disk is full" in at_the_door(monkeypatch, found.value).content.decode()


def test_an_editor_that_saves_by_itself_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = at_the_door(monkeypatch, GONE, accept="application/json")
    assert answer.status_code == 503
    assert json.loads(answer.content)["error_message"].startswith("The database cannot be used.")


@pytest.mark.parametrize(("error", "words"), [(GONE, "gone"), (FULL, "No space left")])
def test_the_log_has_one_line_of_it(settings: Any, error: Exception, words: str) -> None:
    handler = logging.StreamHandler(StringIO())
    handler.addFilter(Brief())
    try:
        raise error
    except Exception as met:
        told = logging.LogRecord(
            "django.request", logging.ERROR, "", 1, "%s: %s", ("Oh", "/desk/"), (type(met), met, None)
        )
    handler.handle(told)
    (line,) = handler.stream.getvalue().splitlines()
    assert line.startswith("Oh: /desk/: ")
    assert words in line
    assert "brief" in settings.LOGGING["handlers"]["stderr"]["filters"]


@pytest.mark.parametrize("setting", ["DATA_UPLOAD_MAX_NUMBER_FIELDS", "DATA_UPLOAD_MAX_MEMORY_SIZE"])
def test_a_form_with_more_than_can_be_taken_is_refused_in_words(client: Client, settings: Any, setting: str) -> None:
    """Django itself would show “Bad Request (400)” and nothing else."""
    setattr(settings, setting, 5)
    sent = {f"body-{number}-value": "words" for number in range(10)}
    answer = client.post("/desk/login/", sent)
    assert answer.status_code == 413
    assert "Too much for one form" in answer.content.decode()
    assert "What was saved before is safe. Go back" in answer.content.decode()


def test_the_editor_is_told_that_it_sent_more_than_can_be_taken(rf: RequestFactory) -> None:
    answer = apologies.refused(rf.post("/desk/", headers={"Accept": "application/json"}), TooManyFieldsSent())
    assert answer.status_code == 413
    assert "Nothing was saved." in json.loads(answer.content)["error_message"]


def test_what_else_is_wrong_with_a_request_is_no_matter_of_length(client: Client) -> None:
    answer = client.get("/desk/login/", headers={"Host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "Too much" not in answer.content.decode()
