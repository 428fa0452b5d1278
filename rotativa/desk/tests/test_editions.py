"""The screens of editions: what a change reaches is said beforehand, nothing is overwritten, a new one takes a tag."""

from typing import Any

from django.test import Client
from django.urls import reverse

from rotativa.daybook.queries import after
from rotativa.desk.tests.conftest import Desk
from rotativa.desk.tests.test_stories import text
from rotativa.editions.actions.change_edition import change_edition
from rotativa.editions.models import Edition
from rotativa.kit.actor import Machine
from rotativa.press.testing import print_until_done
from rotativa.stories.actions.publish import publish

SCREEN = reverse("desk:edition", args=("es",))


def typed(browser: Client, **words: str) -> dict[str, Any]:
    """What the screen posts as it is shown, with some of it typed anew."""
    return {field.html_name: field.value() for field in browser.get(SCREEN).context["form"]} | words


def test_a_new_name_reaches_pages_that_were_counted(desk: Desk) -> None:
    publish(desk.people["irene"], desk.article(edition="es"))
    print_until_done()
    browser = desk.browser("admin")
    pages = browser.get(SCREEN).context["pages"]
    assert pages > 1
    assert f"{pages} pages show this edition's name" in text(browser.get(SCREEN))
    browser.post(SCREEN, typed(browser, name="Atlas en español"))
    assert Edition.objects.get(code="es").name == "Atlas en español"
    assert after(0)[-1].details == {"fields": ["name"]}


def test_two_people_at_one_edition(desk: Desk) -> None:
    """Who changes another field keeps theirs; who changes the same is shown both, and may mean it."""
    browser = desk.browser("admin")
    posted = typed(browser, name="Atlas mío")
    change_edition(Machine("other"), "es", name="Atlas tuyo", motto="Cada día")
    answer = browser.post(SCREEN, posted)
    assert "It is now: Atlas tuyo" in text(answer)
    assert Edition.objects.get(code="es").name == "Atlas tuyo"
    again = posted | {"seen": answer.context["form"]["seen"].value()}
    browser.post(SCREEN, again)
    edition = Edition.objects.get(code="es")
    assert (edition.name, edition.motto) == ("Atlas mío", "Cada día")
    assert "is not a time zone" in text(browser.post(SCREEN, typed(browser, zone="Mars/Base")))


def test_an_edition_is_added_in_any_language(desk: Desk) -> None:
    browser, add = desk.browser("admin"), reverse("desk:edition_add")
    for refused in ("no tag!", "es"):
        assert "r-error" in browser.post(add, {"code": refused}).content.decode(), refused
    answer = browser.post(add, {"code": "fa-AF", "name": "آریانا", "zone": "Asia/Kabul"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("desk:edition", args=("fa-AF",))
    added = Edition.objects.get(code="fa-AF")
    assert (added.direction, added.zone, added.prefix) == ("rtl", "Asia/Kabul", "fa-af")


def test_an_edition_is_added_by_the_name_of_its_language(desk: Desk) -> None:
    """By its form a word passes for a tag, and would stand in every address for ever."""
    browser, add = desk.browser("admin"), reverse("desk:edition_add")
    assert "No language is called “swahilli” here" in text(
        browser.post(add, {"code": "swahilli", "language": "Kiswahili"})
    )
    browser.post(add, {"code": "Swahili"})
    added = Edition.objects.get(code="sw")
    assert (added.language, added.prefix) == ("Kiswahili", "sw")
