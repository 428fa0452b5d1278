"""The law of printing bites: each kind of unrecorded read is caught, and the fake theme keeps it."""

import pytest

from rotativa.daybook.models import FactRow
from rotativa.kit import trace
from rotativa.kit.trace import Facet
from rotativa.press import standing
from rotativa.press.testing import UnrecordedRead, recorded_reads_only
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press


def test_the_fake_theme_reads_through_keys_only(press: Press) -> None:
    theme.publish(1, list="weather", picture="storm")
    theme.publish(2, list="weather")
    with recorded_reads_only():
        counts = press.work()
    assert counts.changed == 4
    assert counts.failed == 0


def test_a_query_of_a_page_itself_is_caught(press: Press) -> None:
    with recorded_reads_only(), trace.tracing(standing.clock()), pytest.raises(UnrecordedRead, match="by itself"):
        FactRow.objects.count()


def test_a_row_of_another_thing_is_caught(press: Press) -> None:
    theme.publish(1)
    theme.publish(2)
    too_much = Facet[str](
        "note.sibling",
        load=lambda ids: {ids[0]: "".join(row.verb for row in FactRow.objects.all())},
        rows={theme.ROW: "edition"},
    )
    with recorded_reads_only(), trace.tracing(standing.clock()), pytest.raises(UnrecordedRead, match="of 2"):
        too_much("1")


def test_a_model_that_a_facet_does_not_name_is_caught(press: Press) -> None:
    theme.publish(1)
    secret = Facet[str]("note.secret", load=lambda ids: {ids[0]: FactRow.objects.get(edition="1").verb}, rows={})
    with recorded_reads_only(), trace.tracing(standing.clock()), pytest.raises(UnrecordedRead, match="does not name"):
        secret("1")
