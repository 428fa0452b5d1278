"""A document that an article offers: kept while any version has it, and said to be in front of readers while it is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rotativa.documents import uses
from rotativa.documents.actions.add_document import add_document
from rotativa.documents.actions.change_document import change_document
from rotativa.documents.actions.remove_document import remove_document
from rotativa.documents.intake import receive
from rotativa.documents.tests.making import PDF, sent
from rotativa.kit.actor import Machine, Refused
from rotativa.pictures.uses import InUse
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.unschedule import unschedule
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.drafting import RawBlock
from rotativa.stories.errors import NotReady
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_draft, make_public, paragraphs


def test_what_readers_are_offered_is_kept(newsroom: Newsroom) -> None:
    report, other = (add_document(ACTOR, receive(sent(PDF)), title=name) for name in ("Report", "Other"))
    offer: RawBlock = {"type": "document", "value": {"document": report.pk, "title": "The report"}}
    article = make_public(newsroom, body=[paragraphs("It opened."), offer])
    assert uses.seen(report) == {"en"}
    assert any("The bridge is open" in place for place in uses.places(report))
    instead: RawBlock = {"type": "document", "value": {"document": other.pk, "title": "The report"}}
    save_draft(ACTOR, article, body=[paragraphs("It opened."), instead])
    assert uses.seen(other) == frozenset()
    for document in (report, other):
        with pytest.raises(InUse):
            remove_document(ACTOR, document)
    publish(ACTOR, article)
    assert not uses.seen(report)
    assert uses.seen(other) == {"en"}
    withdraw(ACTOR, article, reason="A drill.")
    assert uses.seen(other) == frozenset()
    with pytest.raises(InUse):
        remove_document(ACTOR, report)


class Reporter(Machine):
    """Who adds and changes documents, and answers for no edition."""

    def may(self, verb: str, edition: str = "", own: bool = False) -> bool:
        return verb == "document.change"


def test_nobody_puts_another_file_into_what_is_scheduled_but_who_answers_for_it(newsroom: Newsroom) -> None:
    """Whoever scheduled it looked at that file; at three in the morning nobody looks at another."""
    report, other = (add_document(ACTOR, receive(sent(PDF)), title="Report") for _ in range(2))
    offer: RawBlock = {"type": "document", "value": {"document": report.pk, "title": "The report"}}
    article = make_draft(newsroom, body=[paragraphs("It opened."), offer])
    change_document(Reporter("reporter"), report, received=receive(sent(PDF + b"a")))
    schedule(ACTOR, article, timezone.now() + timedelta(hours=1))
    with pytest.raises(Refused, match="with what is scheduled"):
        change_document(Reporter("reporter"), report, received=receive(sent(PDF + b"b")))
    change_document(Reporter("reporter"), report, title="The report of Monday")
    change_document(Reporter("reporter"), other, received=receive(sent(PDF + b"c")))
    change_document(ACTOR, report, received=receive(sent(PDF + b"d")))
    unschedule(ACTOR, article)
    change_document(Reporter("reporter"), report, received=receive(sent(PDF + b"e")))


def test_a_document_without_a_name_for_readers_does_not_go_out(newsroom: Newsroom) -> None:
    report = add_document(ACTOR, receive(sent(PDF)), title="Report")
    body: list[RawBlock] = [paragraphs("It."), {"type": "document", "value": {"document": report.pk, "title": ""}}]
    with pytest.raises(NotReady) as held:
        publish(ACTOR, make_draft(newsroom, body=body))
    assert [gate.name for gate in held.value.gates] == ["document.title"]
