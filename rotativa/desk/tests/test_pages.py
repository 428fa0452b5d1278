"""Plain pages at the desk: begun, written in an edition, published, renamed, withdrawn, and looked at."""

import re
from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from rotativa.addresses.tests.leading import marker
from rotativa.desk.tests.conftest import Desk
from rotativa.desk.views import page_acts, pages
from rotativa.fronts.actions.add_page import add_page
from rotativa.fronts.actions.delete_page import delete_page
from rotativa.fronts.actions.name_page import name_page
from rotativa.fronts.actions.publish_page import publish_page
from rotativa.fronts.actions.withdraw_page import withdraw_page
from rotativa.fronts.facets import page_full
from rotativa.fronts.models import NavigationVersion, PageState, PageText, PlainPage
from rotativa.fronts.tests.makers import make_page, write_page
from rotativa.stories.models import Passage, PassageText
from rotativa.stories.tests.makers import ACTOR


def begun(client: Client, title: str = "Who we are", edition: str = "en") -> str:
    """Begins a page and gives the address of its text."""
    told = {"edition": edition, "name": title, "kind": "about"}
    answer = client.post("/desk/plain-pages/add/", told, follow=True)
    return str(answer.redirect_chain[-1][0])


def shown(client: Client, address: str, words: str = "<p>Four editions, one paper.</p>", **more: str) -> Any:
    """Sends what the editor would, as it stands on the screen; gives the screen that answers."""
    seen = client.get(address).context["form"]["seen"].value()
    fields = nested_form_data({"body": streamfield([("text", rich_text(words))])})
    return client.post(address, {**fields, "seen": seen, **more}, follow=True)


def posted(client: Client, address: str, *words: str, **more: str) -> str:
    """The same; gives what it answers."""
    return str(shown(client, address, *words, **more).content.decode())


def test_from_a_title_to_readers_and_back(desk: Desk) -> None:
    reporter, editor = desk.browser("reporter"), desk.browser("editor")
    assert "There are no pages yet" in reporter.get("/desk/plain-pages/").content.decode()
    address = begun(reporter)
    assert "Readers see nothing of it before it is published." in posted(reporter, address)
    screen = reporter.get(address).content.decode()
    assert "Publish in" not in screen
    assert "Readers do not have it yet." in screen
    assert "/en/who-we-are/" in screen
    assert "Out in English" in posted(editor, address, publish="1")
    page = PlainPage.objects.get()
    assert page_full(f"{page.pk}@en") is not None
    listed = reporter.get("/desk/plain-pages/").content.decode()
    assert "readers have it" in listed
    assert "not written" in listed
    assert "Delete it" not in editor.get(address).content.decode()
    looked = editor.get(f"{address}withdraw/").context["form"].initial
    withdrawn = editor.post(f"{address}withdraw/", {"reason": "It says what is no more.", **looked}, follow=True)
    assert "Withdrawn in English." in withdrawn.content.decode()
    assert marker("/en/who-we-are/") == ""
    assert "Readers of this edition do not have this page." in editor.get(f"{address}withdraw/").content.decode()
    daybook = editor.get("/desk/daybook/").content.decode()
    for said in ("began a plain page", "published the page", "withdrew the page", "Who we are"):
        assert said in daybook


def test_what_is_held_is_saved_and_says_why(desk: Desk) -> None:
    editor = desk.browser("editor")
    address = begun(editor)
    answer = posted(editor, address, "<p></p>", publish="1")
    assert "Saved, but not published: gates hold it." in answer
    assert "It has no text." in answer


def test_two_people_at_one_page(desk: Desk) -> None:
    editor, admin = desk.browser("editor"), desk.browser("admin")
    address = begun(editor)
    looked = editor.get(address).context["form"]["seen"].value()
    editor.post(f"{address}name/", {"name": "About", "slug": ""})
    assert "Saved." in posted(editor, address, "<p>One.</p>", seen=looked), "a title that is changed locks nobody"
    mine = admin.get(address).context["form"]["seen"].value()
    posted(editor, address, "<p>Theirs.</p>")
    answer = shown(admin, address, "<p>Mine.</p>", seen=mine)
    assert "This text was changed meanwhile, by Editor Prado." in answer.content.decode()
    assert f'href="{address}preview/"' in answer.content.decode().partition("</ul>")[0]
    assert "Theirs." in str(PageText.objects.get().body.raw_data[0]["value"])
    assert "Saved." in posted(admin, address, "<p>Mine.</p>", seen=answer.context["form"]["seen"].value())
    assert "Mine." in str(PageText.objects.get().body.raw_data[0]["value"])


def test_two_pages_of_one_title(desk: Desk) -> None:
    editor, admin = desk.browser("editor"), desk.browser("admin")
    first, second = begun(editor, "About us"), begun(admin, "About us")
    assert sorted(PageText.objects.values_list("slug", flat=True)) == ["about-us", "about-us-2"]
    posted(editor, first, publish="1")
    PageText.objects.filter(slug="about-us-2").update(slug="about-us")
    answer = shown(admin, second, publish="1")
    told = answer.content.decode()
    assert "Saved, but not published. The address /en/about-us/ is or was another page" in told
    assert f'href="{second}name/"' in told.partition("<form")[0]
    seen = answer.context["form"]["seen"].value()
    assert "Saved." in posted(admin, second, "<p>Once more.</p>", seen=seen), "nobody was quicker than oneself"
    admin.post(f"{second}name/", {"name": "About us", "slug": "us"})
    assert "Out in English" in posted(admin, second, publish="1")


def test_who_gave_the_title_has_saved_it(desk: Desk) -> None:
    editor, admin = desk.browser("editor"), desk.browser("admin")
    address = begun(editor)
    assert "Saved by \u2068Editor Prado\u2069, " in admin.get(address).content.decode()
    admin.post(f"{address}name/", {"name": "About", "slug": ""})
    assert "Saved by \u2068Admin Prado\u2069, " in editor.get(address).content.decode()


def test_another_edition_begins_with_its_title(desk: Desk) -> None:
    admin, irene = desk.browser("admin"), desk.browser("irene")
    address = begun(admin)
    spanish = address.replace("/en/", "/es/")
    assert "Somebody who writes in that edition can begin it." in desk.browser("reporter").get(spanish).content.decode()
    irene.post(spanish, {"name": "Quiénes somos", "slug": ""})
    row = PageText.objects.get(edition_id="es")
    assert (row.name, row.slug) == ("Quiénes somos", "quiénes-somos")
    assert "to read only" in irene.get(address).content.decode()
    posted(irene, spanish, publish="1")
    assert page_full(f"{row.page_id}@es") is not None
    english = {"edition": "en", "name": "Mine", "kind": "other"}
    assert irene.post("/desk/plain-pages/add/", english).status_code == 200, "not an edition of hers"
    assert PlainPage.objects.count() == 1


def test_it_is_renamed_by_who_saw_its_name(desk: Desk) -> None:
    editor, admin = desk.browser("editor"), desk.browser("admin")
    address = begun(editor)
    posted(editor, address, publish="1")
    screen = admin.get(f"{address}name/")
    assert "they get the new title at once" in screen.content.decode()
    seen = screen.context["form"]["seen"].value()
    editor.post(f"{address}name/", {"name": "About", "slug": "about", "seen": seen})
    assert marker("/en/who-we-are/") == "/en/about/"
    mine = {"name": "Us", "slug": "who-we-are", "seen": seen}
    answer = admin.post(f"{address}name/", mine)
    assert "It is now: About" in answer.content.decode()
    assert PageText.objects.get().name == "About"
    admin.post(f"{address}name/", {**mine, "seen": answer.context["form"]["seen"].value()})
    assert PageText.objects.get().name == "Us"
    reporter = desk.browser("reporter")
    reporter.post(f"{address}name/", {"name": "X", "slug": ""})
    assert PageText.objects.get().name == "Us", "readers have it: that takes an editor"
    taken = admin.post(f"{address}name/", {"name": "Us", "slug": "politics"})
    assert "another word" in taken.content.decode()


def test_what_a_page_says_is_changed_on_a_screen_of_its_own(desk: Desk) -> None:
    editor, reporter = desk.browser("editor"), desk.browser("reporter")
    address = begun(editor)
    posted(editor, address, publish="1")
    page = PlainPage.objects.get()
    screen = f"/desk/plain-pages/{page.pk}/kind/"
    assert screen in editor.get(address).content.decode()
    assert "you may not change it in English" in reporter.get(screen).content.decode()
    reporter.post(screen, {"kind": "corrections"})
    page.refresh_from_db()
    assert page.kind != "corrections"
    editor.post(screen, {"kind": "corrections"})
    page.refresh_from_db()
    assert page.kind == "corrections"
    assert "How we correct…" in editor.get(address).content.decode()


def test_an_old_screen_does_not_withdraw_a_page_that_went_out_since(desk: Desk) -> None:
    editor = desk.browser("editor")
    page = make_page()
    address = f"/desk/plain-pages/{page.pk}/en/withdraw/"
    asked = {**editor.get(address).context["form"].initial, "reason": "x"}
    withdraw_page(ACTOR, page, "en")
    publish_page(ACTOR, page, "en")
    refused = editor.post(address, asked, follow=True).content.decode()
    assert "A new version went out meanwhile." in refused
    assert PageText.objects.get().state == PageState.OUT
    asked = {**editor.get(address).context["form"].initial, "reason": "x"}
    editor.post(address, asked)
    assert PageText.objects.get().state == PageState.WITHDRAWN


def test_a_draft_is_shown_as_it_will_be_printed_and_deleted_while_nobody_had_it(desk: Desk) -> None:
    reporter = desk.browser("reporter")
    address = begun(reporter)
    posted(reporter, address)
    preview = reporter.get(f"{address}preview/").content.decode()
    assert "Preview: this is a draft" in preview
    assert "Four editions, one paper." in preview
    page = PlainPage.objects.get().pk
    assert reporter.get(f"/desk/plain-pages/{page}/xx/").status_code == 404
    assert reporter.get(f"/desk/plain-pages/{page}/es/preview/").status_code == 404
    delete = f"/desk/plain-pages/{page}/delete/"
    old = reporter.get(delete).context["seen"]
    write_page(PlainPage.objects.get(), "en", "Who we are", "Written since.")
    refused = reporter.post(delete, {"seen": old}).content.decode()
    assert "This text was changed meanwhile" in refused
    assert PlainPage.objects.exists()
    now = re.search(r'name="seen" value="(\w+)"', refused)
    assert now is not None
    answer = reporter.post(delete, {"seen": now[1]}, follow=True)
    assert "“Who we are” is deleted." in answer.content.decode()
    assert not PlainPage.objects.exists()
    assert reporter.get(address).status_code == 404


@pytest.mark.parametrize(("module", "address"), [(pages, "es/"), (page_acts, "en/name/")])
def test_who_names_a_page_that_is_deleted_meanwhile_is_told(
    desk: Desk, module: Any, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = add_page(ACTOR, "other")
    write_page(page, "en", "How we correct")

    def name(actor: Any, named: PlainPage, *given: Any, **words: Any) -> None:
        delete_page(ACTOR, PlainPage.objects.get())
        name_page(actor, named, *given, **words)

    monkeypatch.setattr(module, "name_page", name)
    told = {"name": "Corrections", "slug": ""}
    answer = desk.browser("admin").post(f"/desk/plain-pages/{page.pk}/{address}", told, follow=True)
    assert answer.redirect_chain[-1][0] == "/desk/plain-pages/"
    assert "There is no such page any more." in answer.content.decode()


def test_a_form_that_arrived_in_part_is_answered_in_words(desk: Desk) -> None:
    admin = desk.browser("admin")
    admin.post("/desk/background/add/", {"name": "Ferries"})
    addresses = {
        begun(admin): "body",
        f"/desk/background/{Passage.objects.get().pk}/en/": "body",
        "/desk/navigation/en/": "bar",
    }
    whole = nested_form_data({"body": streamfield([("text", rich_text("<p>Whole.</p>"))])})
    for address, name in addresses.items():
        for told in (
            {},
            {f"{name}-count": "x"},
            {f"{name}-count": "1"},
            {f"{name}-count": "0", "foot-count": ""},
            {key: text for key, text in whole.items() if "deleted" not in key},
        ):
            if name == "body" and "foot-count" in told:
                continue
            answer = admin.post(address, {"seen": "0", **told}, follow=True)
            assert "The form arrived in part. Nothing was saved." in answer.content.decode(), (address, told)
    assert not PageText.objects.get().body
    assert not PassageText.objects.exists()
    assert not NavigationVersion.objects.exists()
