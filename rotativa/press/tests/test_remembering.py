"""What a worker remembers from batch to batch: nothing that a page would not be told now."""

from typing import Any

from django.db import connections

from rotativa.daybook.models import FactRow
from rotativa.kit.actor import Machine
from rotativa.press.actions.print_again import print_again
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press
from rotativa.press.work import Worker

PAGES = ("/en/note-1/", "/en/note-2/", "/en/note-3/", "/en/lists/a/", "/en/")


def test_a_batch_asks_for_no_frame_that_the_last_one_was_told(press: Press) -> None:
    theme.name_house("The Courier")
    for number in (1, 2, 3):
        theme.publish(number)
    asked: list[str] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "house.named" in (params or ()):
            asked.append(sql)
        return execute(sql, params, many, context)

    with connections["print"].execute_wrapper(listen):
        counts = _page_by_page(press).until_done()

    assert counts.rendered == len(PAGES)
    assert len(asked) == 1
    assert press.verify().clean


def test_a_fact_between_two_batches_is_seen(press: Press) -> None:
    theme.name_house("The Courier")
    for number in (1, 2, 3):
        theme.publish(number)
    worker = _page_by_page(press)
    worker.step()
    theme.name_house("The Messenger")

    worker.until_done()

    assert all("The Messenger" in (press.page(path) or "") for path in PAGES)
    assert worker.counts.rendered == len(PAGES) + 1  # the first page twice
    assert press.verify().clean


def test_a_worker_at_rest_remembers_nothing(press: Press) -> None:
    theme.publish(1, title="Storm")
    worker = press.worker()
    worker.until_done()
    assert not worker._memory._kept.answers, "nor does it hold the room"
    row = FactRow.objects.get(verb="note.changed")
    FactRow.objects.filter(id=row.id).update(details={**row.details, "title": "Calm"})  # by hand: there is no fact
    print_again(Machine("test"), paths=["/en/note-1/"])

    worker.until_done()

    assert "Calm" in (press.page("/en/note-1/") or "")


def _page_by_page(press: Press) -> Worker:
    worker = press.worker()
    worker._most = worker._later = 1
    return worker
