"""Choosing a story to link to: what it costs, whatever the list is long."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from rotativa.addresses.queries import current_paths
from rotativa.desk.tests.conftest import Desk
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.submit import submit

MOST = 20
"""Questions to the database, Wagtail's own among them."""


def test_what_choosing_a_story_costs(desk: Desk) -> None:
    admin = desk.people["admin"]
    public = publish(admin, desk.article("The bridge"))
    schedule(admin, desk.article("The other bridge"), timezone.now() + timedelta(days=1))
    submit(admin, desk.article("The third bridge", edition="es"))
    for number in range(4):
        desk.article(f"The bridge {number}")
    browser, address = desk.browser("editor"), reverse("wagtailadmin_choose_page_search")
    asked = {"page_type": "stories.ArticlePage", "q": "bridge"}
    browser.get(address, asked)
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(address, asked)
    told = answer.content.decode()
    assert current_paths([public.thing])[public.thing] in told
    for state in ("live", "scheduled", "in moderation", "draft"):
        assert state in told, state
    assert len(queries) < MOST, [one["sql"] for one in queries]
