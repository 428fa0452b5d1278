"""Nobody who may ask can fill the log."""

import logging
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from rotativa.project.logs import AT_ONCE, LONGEST, WINDOW, Short, Sparing


@pytest.fixture
def written() -> Any:
    """What is written by a handler as that of the settings, and the name of its logger."""
    lines: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    handler = Kept()
    handler.setFormatter(Short("{message}", style="{"))
    handler.addFilter(Sparing())
    logging.getLogger().addHandler(handler)
    yield lines
    logging.getLogger().removeHandler(handler)


def miss(path: object) -> None:
    logging.getLogger("django.request").warning("Not Found: %s", path)


def fail() -> None:
    raise RuntimeError("the one")


def fail_elsewhere() -> None:
    raise RuntimeError("the other")


def log_failure(failing: Callable[[], None]) -> None:
    try:
        failing()
    except RuntimeError:
        logging.getLogger("django.request").exception("Internal Server Error: %s", "/desk/")


def test_the_same_again_and_again_is_counted_and_not_written(
    written: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    for number in range(100):
        miss(f"/desk/{number}")
    assert written == [f"Not Found: /desk/{number}" for number in range(AT_ONCE)]
    clock[0] += WINDOW
    miss("/desk/x")
    assert written[AT_ONCE:] == [f"Not Found: /desk/x ({100 - AT_ONCE} lines like this one were left out)"]


def test_another_fault_is_written_however_often_the_first_was(written: list[str]) -> None:
    for _ in range(100):
        log_failure(fail)
    log_failure(fail_elsewhere)
    assert len(written) == AT_ONCE + 1
    assert "the other" in written[-1]


def test_what_the_press_says_is_all_written(written: list[str]) -> None:
    for number in range(50):
        logging.getLogger("rotativa.press").error("%s was not printed", number)
    assert len(written) == 50


def test_a_line_is_no_longer_than_it_may_be(written: list[str]) -> None:
    miss("x" * 6000)
    assert len(written[0]) == LONGEST + 2


def test_a_host_that_is_not_ours_is_not_worth_a_line(
    client: Client, settings: Any, written: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    settings.ALLOWED_HOSTS = ["news.example"]
    assert client.get("/desk/", headers={"host": "evil.example"}).status_code == 400
    assert written == []
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("/desk/shown/Zx81~sig/documents/a.pdf", "/desk/shown/…"),
        ("/desk/invitation/7.1:1ab:cd/", "/desk/invitation/…"),
        ("/desk/forgotten/MQ/c4-77/", "/desk/forgotten/…"),
        ("/desk/address/3:1ab:cd/", "/desk/address/…"),
        ("/desk/account/address/", "/desk/account/address/"),
    ],
)
def test_a_link_that_lets_somebody_in_is_written_nowhere(written: list[str], asked: str, told: str) -> None:
    miss(asked)
    assert written == [f"Not Found: {told}"]
