"""The verbs: who may, one fact for one act, and a file that is public exactly while a page names it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from rotativa.daybook import queries as daybook
from rotativa.documents import uses
from rotativa.documents.actions.add_document import add_document
from rotativa.documents.actions.change_document import FORMER_FILES_STAY, change_document
from rotativa.documents.actions.remove_document import remove_document
from rotativa.documents.facets import card
from rotativa.documents.intake import receive
from rotativa.documents.metadata.told import Told
from rotativa.documents.models import FormerFile, ReaderDocument
from rotativa.documents.queries import told_by
from rotativa.documents.tests.making import PDF, sent
from rotativa.kit.actor import Machine, Refused
from rotativa.pictures.uses import InUse
from rotativa.press.registry import registry
from rotativa.staff.models import User

MACHINE = Machine("test")


@pytest.fixture
def document(db: None) -> ReaderDocument:
    """A report."""
    return add_document(MACHINE, receive(sent(PDF)), title="Report")


def stored() -> set[str]:
    root = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def test_a_document_is_kept_and_told(document: ReaderDocument) -> None:
    told = card(document.pk)
    assert told is not None
    assert (told.type, told.bytes, told.path) == ("pdf", len(PDF), document.path)
    assert registry.read_file(told.path) == PDF
    assert stored() == {document.file.name}
    assert daybook.latest(most=1)[0].verb == "document.added"
    assert card.many([document.pk + 1, "x"]) == (None, None)


def test_another_file_takes_its_place_and_the_former_goes_later(
    document: ReaderDocument, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    former = document.path
    changed = change_document(MACHINE, document, received=receive(sent(PDF + b"\n", "second.pdf")), title=" Second ")
    assert daybook.latest(most=1)[0].details["changed"] == ["title", "file"]
    assert changed.path != former
    assert registry.read_file(former) == PDF, "a page that is being printed may still name it"
    FormerFile.objects.update(since=timezone.now() - 2 * FORMER_FILES_STAY)
    head = daybook.head()
    with django_capture_on_commit_callbacks(execute=True):
        change_document(MACHINE, changed, received=receive(sent(PDF + b"\n", "third.pdf")), title="Second")
    assert daybook.head() == head, "the same bytes and words are no change"
    assert stored() == {changed.file.name}


def test_another_name_is_another_address_until_readers_have_it(document: ReaderDocument) -> None:
    assert document.path.endswith("-document.pdf"), "not as the file was called"
    named = change_document(MACHINE, document, public_name="Statement 4")
    assert named.path.endswith("-statement-4.pdf")
    assert registry.read_file(named.path) == registry.read_file(document.path) == PDF
    assert daybook.latest(most=1)[0].details["changed"] == ["public_name"]
    uses.register("test", lambda identity: ["the article “Harbour”"], lambda identity: ["es"])
    try:
        out = change_document(MACHINE, named, public_name="Statement 5")
        assert (out.path, out.public_name) == (named.path, "Statement 5"), "what is out keeps its address"
        assert change_document(MACHINE, out, title="Mine").path == named.path
        other = change_document(MACHINE, out, received=receive(sent(PDF + b"\n")))
        assert other.path.endswith("-statement-5.pdf")
    finally:
        uses.register("test", lambda identity: (), lambda identity: ())


def test_what_the_file_tells_is_kept_with_it(document: ReaderDocument) -> None:
    assert told_by([str(document.pk)]) == {}
    signed = PDF.replace(b"<<>>", b"<</Author (Maria)>>")
    change_document(MACHINE, document, received=receive(sent(signed)))
    assert told_by([str(document.pk), "x"]) == {str(document.pk): Told(author=("Maria",))}
    renamed = change_document(MACHINE, document, public_name="x")
    assert renamed.found.author == ("Maria",)
    assert change_document(MACHINE, renamed, received=receive(sent(PDF))).found == Told()


def test_what_cannot_be_added_leaves_no_file(db: None) -> None:
    with pytest.raises(ValidationError):
        add_document(MACHINE, receive(sent(PDF)), title="x" * 256)
    nobody = User.objects.create(username="nobody")
    with pytest.raises(Refused):
        add_document(nobody, receive(sent(PDF)))
    assert stored() == set()


def test_what_readers_are_offered_stays_and_is_changed_by_who_answers_for_it(document: ReaderDocument) -> None:
    uses.register("test", lambda identity: ["the article “Harbour”"], lambda identity: ["es"])
    try:
        with pytest.raises(InUse, match="used in the article “Harbour”"):
            remove_document(MACHINE, document)

        class Reporter(Machine):
            def may(self, verb: str, edition: str = "", own: bool = False) -> bool:
                return verb == "document.change"

        with pytest.raises(Refused, match="Ask a desk editor"):
            change_document(Reporter("reporter"), document, received=receive(sent(PDF + b"\n")))
        assert stored() == {document.file.name}
    finally:
        uses.register("test", lambda identity: (), lambda identity: ())


def test_a_deleted_document_leaves_nothing(
    document: ReaderDocument, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        remove_document(MACHINE, document)
    assert stored() == set()
    assert daybook.latest(most=1)[0].verb == "document.removed"
