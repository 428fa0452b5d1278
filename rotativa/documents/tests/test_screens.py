"""The screens of documents, through every door that writes: the same checks, words and facts."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from rotativa.daybook import queries as daybook
from rotativa.documents import uses
from rotativa.documents.actions.change_document import change_document
from rotativa.documents.intake import receive
from rotativa.documents.models import ReaderDocument
from rotativa.documents.tests.making import PDF, sent
from rotativa.editions.actions.add_edition import add_edition
from rotativa.kit.actor import Machine
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.actions.give_role import give_role

MACHINE = Machine("test")
ADD, CHOOSER = "/desk/documents/add/", "/desk/documents/chooser/create/"


@pytest.fixture
def desk(db: None) -> Callable[..., Client]:
    """Makes the browser of somebody with a role in the Spanish edition."""
    add_edition(MACHINE, "es", name="Atlas")

    def make(role: str) -> Client:
        user = add_person(MACHINE, username=role or "nobody", name="Ana", password="Selwan-harbour-1907")
        if role:
            give_role(MACHINE, user, role, "es")
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


def verbs(since: int) -> list[str]:
    return [fact.verb for fact in daybook.after(since)]


def test_a_document_from_the_first_to_the_last_screen(desk: Callable[..., Client]) -> None:
    reporter, head = desk("reporter"), daybook.head()
    answer = reporter.post(ADD, {"title": "Report", "file": sent(PDF), "tags": ""})
    assert answer.status_code == 302, answer.context["form"].errors
    document = ReaderDocument.objects.get()
    edit = f"/desk/documents/edit/{document.pk}/"
    for screen in ("/desk/documents/", "/desk/documents/results/", "/desk/documents/chooser/", edit):
        assert "Report" in reporter.get(screen).content.decode(), screen
    assert document.filename == "document.pdf", "the hashes of its address say nothing to people"
    hashed, listed = str(document.file.name).rpartition("/")[2], reporter.get("/desk/documents/").content.decode()
    assert hashed not in listed.replace(document.url, "")
    file = reporter.get(document.url)
    assert (file["Content-Disposition"], file["X-Content-Type-Options"]) == (
        f'attachment; filename="{document.filename}"',
        "nosniff",
    )
    assert b"".join(file.streaming_content) == PDF  # type: ignore[attr-defined]
    second = sent(b"a,b\n1,2\n", "figures.csv")
    assert reporter.post(edit, {"title": "Figures", "file": second, "tags": "water"}).status_code == 302
    document.refresh_from_db()
    assert (document.title, document.file_extension, list(document.tags.names())) == ("Figures", "csv", ["water"])
    delete = f"/desk/documents/delete/{document.pk}/"
    uses.register("test", lambda identity: ["the article “Harbour”"], lambda identity: ["es"])
    try:
        assert "it is or was used in the article “Harbour”" in reporter.get(delete, follow=True).content.decode()
        reporter.post(delete)
    finally:
        uses.register("test", lambda identity: (), lambda identity: ())
    assert verbs(head) == ["document.added", "document.changed"]
    reporter.post(delete)
    assert verbs(head)[2:] == ["document.removed"]


def test_the_screens_say_what_readers_could_see(desk: Callable[..., Client]) -> None:
    reporter = desk("reporter")
    signed = PDF.replace(b"<<>>", b"<</Author (Maria <b> Lopes)>>")
    asked = {"title": "Witness", "public_name": "Statement 4", "tags": ""}
    said = reporter.post(ADD, {**asked, "file": sent(signed, "maria-lopes.pdf")}, follow=True).content.decode()
    written = 'This file says it was written by <q dir="auto">Maria &lt;b&gt; Lopes</q>; readers can see that.'
    assert written in said
    assert "have personal data removed by the program" in said
    document = ReaderDocument.objects.get()
    assert document.path.endswith("-statement-4.pdf")
    edit = f"/desk/documents/edit/{document.pk}/"
    assert written in reporter.get(edit).content.decode()
    said = reporter.post(edit, {**asked, "title": "Mine"}, follow=True).content.decode()
    assert written not in said, "once is enough, where the file stays"
    said = reporter.post(edit, {**asked, "file": sent(PDF)}, follow=True).content.decode()
    assert "This file says" not in said
    assert written not in reporter.get(edit).content.decode()


def test_a_document_from_the_chooser(desk: Callable[..., Client]) -> None:
    prefix = "document-chooser-upload-"
    reporter = desk("reporter")
    told = json.loads(
        reporter.post(CHOOSER, {f"{prefix}title": "Report", f"{prefix}file": sent(PDF), f"{prefix}tags": ""}).content
    )
    assert told["step"] == "chosen", told
    assert told["result"]["title"] == "Report"
    page = sent(b"<!doctype html><script>", "paper.pdf")
    refused = json.loads(
        reporter.post(CHOOSER, {f"{prefix}title": "Kept words", f"{prefix}file": page, f"{prefix}tags": ""}).content
    )
    assert "can carry programs" in refused["htmlFragment"]
    assert "Kept words" in refused["htmlFragment"]


def test_the_chooser_says_what_readers_could_see_before_it_chooses(desk: Callable[..., Client]) -> None:
    prefix, signed = "document-chooser-upload-", PDF.replace(b"<<>>", b"<</Author (Maria <b> Lopes)>>")
    reporter, sending = desk("reporter"), f"{CHOOSER}?multiple=1"
    asked = {f"{prefix}title": "Witness", f"{prefix}file": sent(signed), f"{prefix}tags": ""}
    told = json.loads(reporter.post(sending, asked).content)
    said, document = told["htmlFragment"], ReaderDocument.objects.get()
    assert 'This file says it was written by <q dir="auto">Maria &lt;b&gt; Lopes</q>; readers can see that.' in said
    assert "have personal data removed by the program" in said
    assert f'name="added" value="{document.pk}"' in said
    assert f'action="{sending}"' in said
    chosen = json.loads(reporter.post(sending, {"added": document.pk}).content)
    assert (chosen["step"], chosen["result"][0]["title"]) == ("chosen", "Witness")
    assert ReaderDocument.objects.get() == document
    assert reporter.post(CHOOSER, {"added": document.pk + 1}).status_code == 404


@pytest.mark.parametrize("role", ["", "translator", "photo_editor"])
def test_who_may_not_keep_documents_finds_no_door(desk: Callable[..., Client], role: str) -> None:
    reporter, other = desk("reporter"), desk(role)
    reporter.post(ADD, {"title": "Report", "file": sent(PDF), "tags": ""})
    document, head = ReaderDocument.objects.get(), daybook.head()
    for address in (ADD, CHOOSER, f"/desk/documents/edit/{document.pk}/", f"/desk/documents/delete/{document.pk}/"):
        assert other.post(address, {"title": "x", "file": sent(PDF), "tags": ""}).status_code in (302, 403, 404)
    seen = other.get(document.url)
    assert (seen.status_code == 200) == (role == "translator"), "who writes in an article reads what it offers"
    assert not seen.streaming or b"".join(seen.streaming_content) == PDF  # type: ignore[attr-defined]
    assert Client().get(document.url).status_code == 302
    assert daybook.head() == head


@pytest.mark.parametrize("name", ["../originals/x.jpg", "x.pdf", f"{'0' * 32}-{'0' * 8}-a.pdf"])
def test_no_path_leads_elsewhere(desk: Callable[..., Client], name: str) -> None:
    assert desk("reporter").get(f"/desk/media/documents/{name}").status_code == 404


def test_what_a_colleague_changed_meanwhile_stays(desk: Callable[..., Client]) -> None:
    reporter = desk("reporter")
    reporter.post(ADD, {"title": "Report", "public_name": "report", "file": sent(PDF), "tags": ""})
    document = ReaderDocument.objects.get()
    edit = f"/desk/documents/edit/{document.pk}/"
    seen = reporter.get(edit).context["form"]["seen"].value()
    change_document(MACHINE, document, public_name="figures", tags=("water",))
    sent_back = {"title": "The report", "public_name": "report", "tags": "", "seen": seen}
    assert reporter.post(edit, sent_back).status_code == 302
    document.refresh_from_db()
    assert (document.title, document.public_name, list(document.tags.names())) == ("The report", "figures", ["water"])


def test_what_both_have_changed_of_a_document_is_asked_once_more(desk: Callable[..., Client]) -> None:
    reporter = desk("reporter")
    reporter.post(ADD, {"title": "Report", "file": sent(PDF), "tags": "river"})
    document = ReaderDocument.objects.get()
    edit = f"/desk/documents/edit/{document.pk}/"
    seen = reporter.get(edit).context["form"]["seen"].value()
    change_document(MACHINE, document, received=receive(sent(b"a,b\n1,2\n", "theirs.csv")), tags=("river", "dry land"))
    typed = {"title": "Report", "public_name": "", "tags": "river, sea"}
    refused = reporter.post(edit, {**typed, "file": sent(b"a,b\n3,4\n", "mine.csv"), "seen": seen}).context["form"]
    assert {name: list(said) for name, said in refused.errors.items()} == {
        "file": ["Somebody else has just put another file here. Choose yours again to put it in its place."],
        "tags": [
            'Somebody else has just changed this. It is now: "dry land", river. Save again to put yours in its place.'
        ],
    }
    again = {**typed, "file": sent(b"a,b\n3,4\n", "mine.csv"), "seen": refused["seen"].value()}
    assert reporter.post(edit, again).status_code == 302
    document.refresh_from_db()
    assert b"".join(reporter.get(document.url).streaming_content) == b"a,b\n3,4\n"  # type: ignore[attr-defined]
    assert sorted(document.tags.names()) == ["river", "sea"]


def test_the_list_calls_a_file_by_the_words_of_its_name(desk: Callable[..., Client]) -> None:
    reporter = desk("reporter")
    reporter.post(ADD, {"title": "Witness", "public_name": "Statement 4-b", "file": sent(PDF), "tags": ""})
    document = ReaderDocument.objects.get()
    listed = reporter.get("/desk/documents/").content.decode()
    assert f'<a href="{document.url}" class="nolink" download>statement-4-b.pdf</a>' in listed
