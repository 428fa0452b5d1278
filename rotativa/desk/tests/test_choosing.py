"""Choosing a story to link to: what it costs, whatever the list is long."""

import re
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex

from rotativa.addresses.queries import current_paths
from rotativa.desk.tests.conftest import Desk
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.submit import submit
from rotativa.stories.tests.makers import make_picture

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
    for state in ("out", "scheduled", "to be read", "draft"):
        assert f'<span class="r-state-word">{state}</span>' in told, state
    assert len(queries) < MOST, [one["sql"] for one in queries]


def test_the_list_to_choose_from_says_what_the_desk_says(desk: Desk) -> None:
    publish(desk.people["admin"], desk.article("The bridge"))
    desk.article("The ferry")
    browser, asked = desk.browser("editor"), {"page_type": "stories.articlepage"}  # as its dialog asks
    shown = browser.get(reverse("wagtailadmin_choose_page"), asked).json()["html"]
    found = browser.get(reverse("wagtailadmin_choose_page_search"), {**asked, "q": "bridge"}).content.decode()
    for screen, where in ((shown, []), (found, ["Edition"])):
        heads = re.findall(r"<th(?:\s[^>]*)?>\s*(.*?)\s*</th>", screen, re.DOTALL)
        assert [head for head in heads if head] == ["Headline", *where, "State", "Last change"]
        assert '<span class="r-state-word">out</span>' in screen
        assert "English" in screen
    assert "Only pages of type" not in shown
    assert "Root" not in shown
    assert shown.index("The ferry") < shown.index("The bridge"), "the newest first"
    assert "The ferry" not in desk.browser("irene").get(reverse("wagtailadmin_choose_page"), asked).json()["html"]
    assert '<span class="r-state-word">draft</span>' in shown


def test_what_the_list_to_choose_from_costs(desk: Desk) -> None:
    browser, address = desk.browser("editor"), reverse("wagtailadmin_choose_page")
    costs = []
    for many in (3, 9):
        for number in range(many):
            desk.article(f"The bridge {many} {number}")
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            browser.get(address)
        costs.append(len(queries))
    assert costs[0] == costs[1] < MOST + 5


@pytest.mark.parametrize("typed", ['"', '"The bri', '"The bridge"', 'The" bri', '"The" "bridge', 'bri"'])
def test_quotation_marks_are_typed_one_after_the_other(desk: Desk, typed: str) -> None:
    """The choosers look for every letter as it is typed: half of a quotation is no mistake."""
    page = desk.article("The bridge")
    browser = desk.browser("editor")
    names = ("wagtailadmin_choose_page_search", "wagtailimages_chooser:choose_results", "wagtailimages:index")
    for name in (*names, "wagtaildocs_chooser:choose_results", "wagtaildocs:index"):
        assert browser.get(reverse(name), {"q": typed}).status_code == 200, name
    found = browser.get(reverse(names[0]), {"q": typed, "page_type": "stories.ArticlePage"}).content.decode()
    assert typed == '"' or page.title in found


def test_an_article_that_shows_a_picture_twice_is_one_place(desk: Desk) -> None:
    picture, admin = make_picture(), desk.people["admin"]
    article = desk.article("The bridge", picture=picture.pk)
    shown = {"type": "picture", "value": {"picture": picture.pk, "caption": "At dawn."}}
    save_draft(admin, article, body=[{"type": "text", "value": "<p>It is open.</p>"}, shown])
    publish(admin, article)
    assert ReferenceIndex.get_references_to(picture).count() == 2
    for ordered in ({}, {"ordering": "-usage_count"}):
        listed = desk.browser("editor").get(reverse("wagtailimages:index"), ordered)
        assert [one.usage_count for one in listed.context["images"]] == [1]


def test_an_article_and_a_picture_of_one_number_are_two_places(desk: Desk) -> None:
    picture, admin = make_picture(), desk.people["admin"]
    article = desk.article("The bridge", picture=picture.pk)
    publish(admin, article)
    (place,) = ReferenceIndex.get_references_to(picture)
    other = ContentType.objects.get_for_model(picture)
    place.pk, place.content_type, place.base_content_type = None, other, other
    place.save()
    listed = desk.browser("editor").get(reverse("wagtailimages:index"))
    assert [one.usage_count for one in listed.context["images"]] == [2]
