"""Printing by hand: what is asked for comes back, whatever became of the tree."""

import shutil

import pytest

from rotativa.kit.actor import Machine
from rotativa.press.actions.print_again import NotPrinted, print_again
from rotativa.press.models import Kind
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press

ACTOR = Machine("test")


def test_a_lost_tree_comes_back_whole(press: Press) -> None:
    theme.publish(1, picture="0a")
    theme.publish(2, picture="0b")
    press.work()
    assert press.verify().clean
    shutil.rmtree(press.root)
    assert not press.verify().clean
    print_again(ACTOR, prefix="/")
    press.work()
    report = press.verify()
    assert report.clean, report.findings
    assert press.page("/pictures/0a.webp", Kind.FILE)


def test_a_lost_file_is_printed_by_its_path(press: Press) -> None:
    theme.publish(1, picture="0a")
    press.work()
    press.store.file_of("/pictures/0a.webp", Kind.FILE).unlink()
    print_again(ACTOR, paths=["/pictures/0a.webp"])
    press.work()
    assert press.verify().clean


def test_files_come_before_the_pages_that_name_them(press: Press) -> None:
    theme.publish(1, picture="0a")
    press.work()
    shutil.rmtree(press.root)
    print_again(ACTOR, prefix="/")
    seen: list[bool] = []
    worker = press.worker()
    while worker.step():
        page = any(press.root.rglob("index.html.gz"))
        seen.append(not page or press.page("/pictures/0a.webp", Kind.FILE) is not None)
    assert seen
    assert all(seen)


def test_a_file_that_is_right_is_not_touched(press: Press) -> None:
    theme.publish(1, picture="0a")
    press.work()
    before = press.store.look("/pictures/0a.webp", Kind.FILE)
    print_again(ACTOR, prefix="/")
    press.work()
    assert press.store.look("/pictures/0a.webp", Kind.FILE) == before


def test_what_was_never_printed_cannot_be_printed_again(press: Press) -> None:
    with pytest.raises(NotPrinted):
        print_again(ACTOR, paths=["/en/nowhere/"])
