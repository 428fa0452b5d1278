"""A duty that fails keeps no other from its turn, and jobs that were put off are done."""

import logging
from contextlib import suppress
from datetime import timedelta
from threading import Event, Timer
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from wagtail.tasks import update_reference_index_task

from rotativa.project import scheduling
from rotativa.project.logs import StillThere
from rotativa.project.scheduling import Duty, run
from rotativa.staff import forgotten
from rotativa.staff.mails.sending import put_down_for
from rotativa.staff.models import Mail, User
from rotativa.staff.tests.makers import make_person

done: list[str] = []


@task()
def remember(word: str) -> None:
    """A small job."""
    done.append(word)


def test_one_that_fails(db: None, caplog: pytest.LogCaptureFixture) -> None:
    did: list[str] = []

    def fail() -> None:
        raise OSError("the disk is full")

    duties = [Duty("failing", 0, fail), Duty("working", 0, lambda: did.append("once"))]
    with caplog.at_level(logging.ERROR):
        run(lambda: len(did) > 1, duties, pause=lambda seconds: None)
    assert did == ["once", "once"]
    assert "Failing failed; it is tried again" in caplog.text


def test_a_database_that_is_gone_is_told_in_one_line_and_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    looks: list[float] = []

    def gone() -> None:
        if len(looks) < 20:
            raise OperationalError("no route\n\tto host")

    daily, often = Duty("daily", 24 * 3600, gone), Duty("often", 0, gone)
    with caplog.at_level(logging.ERROR):
        run(lambda: len(looks) > 26, [daily, often], pause=looks.append)
    said = [f"The database cannot be used (no route to host). Trying again in {wait} s" for wait in (1, 2, 4, 8, 10)]
    assert [record.getMessage() for record in caplog.records] == said
    assert not any(record.exc_info for record in caplog.records)
    assert daily.due > often.due, "what could not be done stayed due, and was done"


@pytest.mark.parametrize("duty", [*scheduling.duties(), *scheduling.long_duties()], ids=lambda duty: duty.name)
def test_every_duty_can_be_done(duty: Duty, transactional_db: None, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "pictures"]}}
    duty.do()


def test_what_is_due_waits_for_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    went_out = Event()
    told_by: list[bool] = []

    def pack() -> None:
        # Only while this goes on may the article go out.
        told_by.append(went_out.wait(20))

    monkeypatch.setattr(scheduling, "long_duties", lambda: (Duty("pictures", 0, pack),))
    monkeypatch.setattr(scheduling, "duties", lambda: (Duty("articles", 0, went_out.set),))
    scheduling.run_both(lambda: bool(told_by))
    assert told_by == [True]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("which", ["duties", "long_duties"])
def test_a_loop_that_ends_by_an_error_leaves_no_half_of_a_scheduler(
    which: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end() -> None:
        raise SystemExit("no error of a duty, which the loop survives")

    for each in ("duties", "long_duties"):
        made = Duty(each, 0, end if each == which else bool)
        monkeypatch.setattr(scheduling, each, lambda made=made: (made,))
    over = Event()
    patience = Timer(60, over.set)
    patience.start()
    with suppress(SystemExit):
        scheduling.run_both(over.is_set)
    assert not over.is_set(), "nobody else had to stop it"
    patience.cancel()


def test_jobs_are_done(transactional_db: None, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "pictures"]}}
    done.clear()
    remember.enqueue("one")
    assert not done
    scheduling.work_off()
    assert done == ["one"]
    assert not DBTaskResult.objects.ready().exists()


def test_a_row_that_is_gone_is_no_news(transactional_db: None, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "pictures"]}}
    heard: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = heard.append  # type: ignore[method-assign, assignment]
    handler.addFilter(StillThere())
    logging.getLogger("django_tasks").addHandler(handler)
    update_reference_index_task.enqueue("staff", "user", "4711")
    scheduling.work_off()
    logging.getLogger("django_tasks").removeHandler(handler)
    assert DBTaskResult.objects.get().status == "FAILED"
    assert not [record for record in heard if record.levelno >= logging.ERROR]


def test_what_strangers_ask_for_does_not_pile_up_while_no_mail_goes(db: None, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "pictures"]}}
    huda = make_person("huda", "reporter")
    User.objects.filter(pk=huda.pk).update(email="Huda@post.example")
    for address in ("nobody@post.example", "%@post.example", "_uda@post.example", "HUDA@post.example"):
        forgotten.ask(address, "en")
    Mail.objects.update(trouble="down", due_at=timezone.now() + timedelta(hours=1))
    for duty in scheduling.duties():
        if duty.name.startswith("forgetting"):
            duty.do()
    assert list(Mail.objects.values_list("to", flat=True)) == ["HUDA@post.example"]
    User.objects.filter(pk=huda.pk).update(is_active=False)
    put_down_for("invitation", "somebody@post.example", "en", 1)
    forgotten.forget_strangers()
    assert list(Mail.objects.values_list("kind", flat=True)) == ["invitation"]
