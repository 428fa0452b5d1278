"""The law of printing bites: each kind of unrecorded read is caught, and the fake theme keeps it."""

from collections.abc import Sequence

import pytest
from django.db import connection

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


@pytest.mark.parametrize("way", ["values", "raw", "cursor"])
def test_what_comes_as_no_row_is_caught_by_its_table(press: Press, way: str) -> None:
    theme.publish(1)

    def load(identities: Sequence[str]) -> dict[str, str]:
        if way == "values":
            return dict(FactRow.objects.values_list("edition", "verb"))
        if way == "raw":
            return {row.edition: row.verb for row in FactRow.objects.raw("SELECT * FROM daybook_factrow AS f")}
        with connection.cursor() as cursor:
            cursor.execute("SELECT edition, verb FROM daybook_factrow")
            return dict(cursor.fetchall())

    secret = Facet[str]("note.secret", load=load, rows={})
    with recorded_reads_only(), trace.tracing(standing.clock()), pytest.raises(UnrecordedRead, match="does not name"):
        secret("1")
    told = Facet[str]("note.told", load=load, rows={theme.ROW: "edition"})
    with recorded_reads_only(), trace.tracing(standing.clock()):
        told("1")


def test_a_model_that_a_facet_does_not_name_is_caught(press: Press) -> None:
    theme.publish(1)
    secret = Facet[str]("note.secret", load=lambda ids: {ids[0]: FactRow.objects.get(edition="1").verb}, rows={})
    with recorded_reads_only(), trace.tracing(standing.clock()), pytest.raises(UnrecordedRead, match="does not name"):
        secret("1")
