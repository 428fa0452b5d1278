"""`rotativa demo` builds the whole newsroom, prints it, and leaves everything as it is when it comes again."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from rotativa.daybook import queries as daybook
from rotativa.demo.newsroom import read_newsroom
from rotativa.press.queries import printed_paths
from rotativa.press.registry import registry
from rotativa.press.store import Store
from rotativa.press.verifying import verify
from rotativa.press.work import is_at_rest
from rotativa.staff.models import User


def run() -> str:
    said = StringIO()
    call_command("demo", stdout=said)
    return said.getvalue()


def test_it_builds_and_prints_and_a_second_run_changes_nothing(separate_database: Any) -> None:
    told = run()
    for prefix in ("en", "es", "pt", "ar"):
        assert f"/{prefix}/\n" in told
    assert "/desk/" in told
    assert "atlas-demo" in told
    assert all(login.user in told for login in read_newsroom().logins)

    assert is_at_rest()
    report = verify(registry, Store(Path(settings.ROTATIVA_TREE), "verify"))
    assert report.findings == []
    assert report.unsettled == []

    articles = [path for path in printed_paths() if "/2022/" in path]
    assert len(articles) == 18
    assert "/en/2022/06/28/hamas-decides-to-restore-relations-with-damascus/" in articles

    head, printed = daybook.head(), list(printed_paths())
    run()
    assert daybook.head() == head
    assert list(printed_paths()) == printed


@pytest.mark.django_db
def test_it_refuses_to_run_in_production(settings: Any) -> None:
    settings.ROTATIVA_MODE = "production"
    with pytest.raises(CommandError, match="ROTATIVA_MODE=demo"):
        run()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_it_refuses_a_database_where_other_people_work() -> None:
    User.objects.create(username="somebody")
    with pytest.raises(CommandError, match="Other people work in this database"):
        run()
    assert User.objects.count() == 1
