"""From facts to files, with the fake theme."""

from rotativa.daybook import queries as daybook
from rotativa.press import explaining
from rotativa.press.models import Kind, Mark
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press


def test_a_note_is_printed_with_the_lists_that_show_it(press: Press) -> None:
    theme.publish(1, title="Storm", list="weather")
    press.work()

    assert press.page("/en/note-1/") == "/en/note-1/|Storm|body|False|1"
    assert press.page("/en/lists/weather/") == "/en/note-1/ Storm"
    assert press.page("/en/") == "/en/note-1/ Storm"
    assert press.store.read("/assets/style.css", Kind.FILE) == b"p { color: black }"
    assert press.verify().clean
    assert not Mark.objects.exists()


def test_a_change_of_the_body_prints_one_page(press: Press) -> None:
    theme.publish(1)
    theme.publish(2)
    press.work()
    theme.publish(1, body="corrected")

    counts = press.work()

    assert (counts.rendered, counts.changed) == (1, 1)
    assert press.verify().clean


def test_a_fact_that_changes_no_fingerprint_prints_nothing(press: Press) -> None:
    theme.publish(1)
    press.work()
    theme.publish(1)
    assert press.work().rendered == 0


def test_why_names_the_fact_that_changed_a_list_and_no_later_one_about_what_it_holds(press: Press) -> None:
    for number in (1, 2):
        theme.publish(number)
    press.work()
    theme.publish(3)  # enters the list
    entered = daybook.head()
    theme.publish(1, body="new")  # in it before and after
    press.work()
    assert explaining.why("/en/lists/a/").entries[0].cause == f"fact {entered}"
    theme.publish(3, list="b")  # leaves it
    left = daybook.head()
    theme.publish(1, body="newer")
    press.work()
    assert explaining.why("/en/lists/a/").entries[0].cause == f"fact {left}"
    assert explaining.why("/en/note-1/").entries[0].cause in (f"fact {left}", f"fact {left + 1}")
