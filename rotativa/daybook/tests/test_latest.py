"""Facts of some days, looked for by number though asked for by the clock."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rotativa.daybook import queries
from rotativa.daybook.models import FactRow
from rotativa.daybook.queries import Wanted, latest

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def facts(*hours: int) -> list[int]:
    """Facts at these hours of the day, in this order; their numbers."""
    return [
        FactRow.objects.create(
            at=NOON.replace(hour=hour), verb="x", actor_id="x", actor_name="x", things=[], details={}
        ).pk
        for hour in hours
    ]


def test_days_are_found_from_their_own_end(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what was committed while the clock was set back; and no fact of another day is looked at."""
    numbers = facts(8, 9, 13, 10, 14, 15, 16, 17)
    assert [fact.number for fact in latest(Wanted(until=NOON))] == [numbers[place] for place in (3, 1, 0)]
    since = Wanted(since=NOON, until=NOON + timedelta(hours=3))
    assert [fact.number for fact in latest(since)] == [numbers[4], numbers[2]]
    for nothing in (Wanted(until=NOON - timedelta(days=1)), Wanted(since=NOON + timedelta(days=1))):
        assert latest(nothing) == ()
    monkeypatch.setattr(queries, "UNEVEN", 3)
    with CaptureQueriesContext(connection) as asked:
        latest(since)
    *_bounds, sql = [one["sql"] for one in asked]
    assert f'"id" >= {numbers[2]}' in sql
    assert f'"id" <= {numbers[4]}' in sql
