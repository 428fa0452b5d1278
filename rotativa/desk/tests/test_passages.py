"""Background at the desk: named, written in an edition, published with the number of articles it reaches, and held."""

import re
from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from rotativa.desk.tests.conftest import Desk
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.publish_passage import publish_passage
from rotativa.stories.actions.rename_passage import rename_passage
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.save_passage import save_passage
from rotativa.stories.models import Passage, PassageText
from rotativa.stories.passages import public_passage
from rotativa.stories.tests.makers import make_passage, paragraphs


def posted(client: Client, address: str, words: str = "<p>Ferries crossed until 2012.</p>", **more: str) -> Any:
    """What the form of a passage sends, as it stands on the screen."""
    seen = client.get(address).context["form"]["seen"].value()
    fields = {"title": "The ferries", "body": streamfield([("text", rich_text(words))]), "keeper": "", "checked": ""}
    return client.post(address, {**nested_form_data(fields), "seen": seen, **more}, follow=True)


def test_from_a_name_to_the_pages_that_show_it(desk: Desk) -> None:
    reporter, editor = desk.browser("reporter"), desk.browser("editor")
    assert "No background is written yet" in reporter.get("/desk/background/").content.decode()
    answer = reporter.post("/desk/background/add/", {"name": "The ferries of Selwan"}, follow=True)
    passage = Passage.objects.get()
    address = f"/desk/background/{passage.pk}/en/"
    assert answer.redirect_chain[-1][0] == address
    assert "Readers see nothing of it before it is published." in posted(reporter, address).content.decode()
    assert "Publish in" not in reporter.get(address).content.decode()
    assert public_passage(passage.pk, "en") is None

    assert "Out in English. 0 articles show it" in posted(editor, address, publish="1").content.decode()
    article = desk.article()
    body = [*article.body.raw_data, {"type": "context", "value": passage.pk}]
    publish(desk.people["admin"], save_draft(desk.people["admin"], article, body=body))
    shown = editor.get(address).content.decode()
    assert "1 article that readers have shows it." in shown
    assert "The wells of Port Selwan" in shown
    assert "Readers have this text." in shown
    reached = posted(editor, address, "<p>Until 2013.</p>", publish="1").content.decode()
    assert "Out in English. 1 article shows it" in reached
    listed = reporter.get("/desk/background/").content.decode()
    assert "readers have it" in listed
    assert "1 article" in listed
    daybook = editor.get("/desk/daybook/").content.decode()
    assert "published the background passage" in daybook
    assert "The ferries of Selwan" in daybook


def test_what_is_held_is_saved_and_says_why(desk: Desk) -> None:
    client = desk.browser("admin")
    client.post("/desk/background/add/", {"name": "Ferries"})
    address = f"/desk/background/{Passage.objects.get().pk}/en/"
    answer = posted(client, address, "<p></p>", publish="1").content.decode()
    assert "Saved, but not published: gates hold it." in answer
    assert "It has no text." in answer
    assert PassageText.objects.get().title == "The ferries"


def test_two_people_at_one_passage(desk: Desk) -> None:
    admin, editor = desk.browser("admin"), desk.browser("editor")
    admin.post("/desk/background/add/", {"name": "Ferries"})
    address = f"/desk/background/{Passage.objects.get().pk}/en/"
    posted(admin, address)
    seen = admin.get(address).context["form"]["seen"].value()
    posted(editor, address, "<p>The editor was here.</p>")
    answer = posted(admin, address, "<p>Mine is still here.</p>", seen=seen)
    assert "This text was changed meanwhile, by Editor Prado" in answer.content.decode()
    assert "Mine is still here." in answer.content.decode()
    assert "The editor was here." in str(PassageText.objects.get().body.raw_data[0]["value"])
    told = answer.context["form"]["seen"].value()
    assert "Saved." in posted(admin, address, "<p>Mine is still here.</p>", seen=told).content.decode()
    assert "Mine is still here." in str(PassageText.objects.get().body.raw_data[0]["value"])


def test_who_may_not(desk: Desk) -> None:
    admin = desk.browser("admin")
    admin.post("/desk/background/add/", {"name": "Ferries"})
    address = f"/desk/background/{Passage.objects.get().pk}/"
    assert "Saved." in posted(desk.browser("irene"), f"{address}es/").content.decode()
    answer = posted(desk.browser("irene"), f"{address}en/")
    assert "may not do" in answer.content.decode()
    assert not PassageText.objects.filter(edition_id="en").exists()
    assert admin.get("/desk/background/999/").status_code == admin.get(f"{address}xx/").status_code == 404
    assert admin.post("/desk/background/add/", {"name": " "}).status_code == 200


def test_who_may_only_write_is_not_locked_out_by_asking_for_more(desk: Desk) -> None:
    reporter = desk.browser("reporter")
    reporter.post("/desk/background/add/", {"name": "Ferries"})
    address = f"/desk/background/{Passage.objects.get().pk}/en/"
    answer = posted(reporter, address, publish="1")
    assert "Saved, but not published. " in answer.content.decode()
    seen = answer.context["form"]["seen"].value()
    assert "Saved. Readers" in posted(reporter, address, "<p>More.</p>", seen=seen).content.decode()


def test_it_is_renamed_by_who_saw_its_name(desk: Desk) -> None:
    reporter = desk.browser("reporter")
    reporter.post("/desk/background/add/", {"name": "The ferries"})
    passage = Passage.objects.get()
    address = f"/desk/background/{passage.pk}/name/"
    reporter.post(address, {"name": "The ferries of Selwan", "seen": "The ferries"})
    answer = reporter.post(address, {"name": "The boats", "seen": "The ferries"}).content.decode()
    assert "It is now: The ferries of Selwan" in answer
    assert Passage.objects.get().name == "The ferries of Selwan"
    assert "renamed the background passage" in desk.browser("editor").get("/desk/daybook/").content.decode()


def test_only_what_no_article_uses_is_deleted_and_only_by_who_may_publish_it(desk: Desk) -> None:
    reporter, editor, admin = desk.browser("reporter"), desk.browser("editor"), desk.people["admin"]
    reporter.post("/desk/background/add/", {"name": "The ferries"})
    passage = Passage.objects.get()
    posted(editor, f"/desk/background/{passage.pk}/en/", publish="1")
    address = f"/desk/background/{passage.pk}/delete/"
    draft = desk.article("A draft with it")
    body = [*draft.body.raw_data, {"type": "context", "value": passage.pk}]
    save_draft(admin, draft, body=body)
    assert "A draft with it" in editor.get(address).content.decode()
    editor.post(address)
    assert not Passage.objects.get().removed
    save_draft(admin, draft, body=body[:-1])
    assert "where you may not change it" in reporter.get(address).content.decode()
    reporter.post(address)
    assert not Passage.objects.get().removed
    editor.post(address, follow=True)
    assert Passage.objects.get().removed
    assert editor.get(f"/desk/background/{passage.pk}/en/").status_code == 404
    assert "The ferries" not in editor.get("/desk/background/").content.decode()


@pytest.mark.parametrize("change", ["written", "written in another edition", "published", "renamed"])
def test_an_old_screen_does_not_delete_what_changed_since(desk: Desk, change: str) -> None:
    browser, admin = desk.browser("admin"), desk.people["admin"]
    passage = make_passage()
    address = f"/desk/background/{passage.pk}/delete/"
    old = {"seen": browser.get(address).context["seen"]}
    if change == "renamed":
        rename_passage(admin, passage.pk, "The ferries of Selwan")
    else:
        edition = "es" if "another" in change else "en"
        save_passage(admin, passage, edition, body=[paragraphs("Until 2013.")])
    if change == "published":
        old = {"seen": browser.get(address).context["seen"]}
        publish_passage(admin, passage, "en")
    refused = browser.post(address, old)
    assert "This text was changed meanwhile" in refused.content.decode()
    assert not Passage.objects.get().removed
    now = re.search(r'name="seen" value="(\w+)"', refused.content.decode())
    assert now is not None
    assert "is deleted." in browser.post(address, {"seen": now[1]}, follow=True).content.decode()
    assert Passage.objects.get().removed


def test_a_version_of_before_comes_back_through_the_gates(desk: Desk) -> None:
    editor = desk.browser("editor")
    editor.post("/desk/background/add/", {"name": "The ferries"})
    passage = Passage.objects.get()
    address = f"/desk/background/{passage.pk}/en/"
    posted(editor, address, publish="1")
    posted(editor, address, "<p>Until 2013.</p>", publish="1")
    versions = f"{address}versions/"
    shown = editor.get(versions, {"old": "1"})
    assert "2012" in shown.content.decode()
    assert "published" in shown.content.decode()
    assert shown.context["compared"].differ
    restored = {"number": "1", "seen": shown.context["seen"]}
    assert desk.browser("irene").post(versions, restored).status_code == 302
    editor.post(versions, restored)
    text = public_passage(passage.pk, "en")
    assert text is not None
    assert "2013" in str(text.body), "a draft only"
    stale = editor.post(versions, restored).content.decode()
    assert "Ferries" in str(PassageText.objects.get().body.raw_data)
    assert "button" in stale
    editor.post(versions, {**restored, "seen": editor.get(versions).context["seen"], "publish": "1"})
    text = public_passage(passage.pk, "en")
    assert text is not None
    assert "2012" in str(text.body)
