"""Background: written once in each edition, asked of every article that uses it, and reaching all of them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rotativa.daybook.queries import after
from rotativa.kit.actor import Refused
from rotativa.kit.trace import batch
from rotativa.staff.tests.makers import make_person
from rotativa.stories import facets, finding, rows
from rotativa.stories.actions.add_passage import add_passage
from rotativa.stories.actions.delete_passage import delete_passage
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.publish_passage import publish_passage
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.save_passage import save_passage
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.actions.unschedule import unschedule
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.blocks import PassageBlocks
from rotativa.stories.drafting import RawBlock
from rotativa.stories.errors import Impossible, NotReady, Overtaken
from rotativa.stories.models import ArticlePage, PassageSnapshot, PassageText
from rotativa.stories.passages import articles_with, draft_of_passage, seen, users_of
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_draft, make_passage, make_public, paragraphs
from rotativa.stories.text import ContextText, Paragraphs


def using(newsroom: Newsroom, passage: int, headline: str = "The bridge is open", words: str = "Six.") -> ArticlePage:
    """A public article that uses the passage."""
    return make_public(newsroom, headline=headline, body=[paragraphs(words), context(passage)])


def context(passage: int) -> RawBlock:
    """A block with the passage."""
    return {"type": "context", "value": passage}


def told(passage: int, edition: str = "en") -> str:
    """What readers have."""
    with batch():
        found = facets.passage(f"{passage}@{edition}")
    assert found is not None
    block = found.text.body[0]
    assert isinstance(block, Paragraphs)
    return block.html


def test_an_edit_reaches_all_pages_and_says_how_many(newsroom: Newsroom) -> None:
    passage = make_passage()
    articles = [using(newsroom, passage.pk, headline=f"Story {number}") for number in range(3)]
    make_public(newsroom, headline="Without it")
    assert set(users_of(passage.pk, "en")) == {article.pk for article in articles}

    save_passage(ACTOR, passage, "en", body=[paragraphs("Until 2013, ferries crossed.")], checked=date(2026, 1, 2))
    assert "until 2012" in told(passage.pk), "a draft changes nothing"
    before = facets.passage.fresh([f"{passage.pk}@en"])
    reached = publish_passage(ACTOR, passage, "en")
    assert (reached.articles, reached.snapshot) == (3, 2)
    assert "Until 2013" in told(passage.pk)
    assert facets.passage.fresh([f"{passage.pk}@en"]) != before
    fact = after(0)[-1]
    assert (fact.verb, fact.things, fact.edition) == ("passage.published", (f"passage:{passage.pk}",), "en")
    assert (fact.details["articles"], fact.details["name"]) == (3, "The bridge")
    assert facets.passage.thing_of(f"{passage.pk}@en") == passage.thing

    withdraw(ACTOR, articles[0], reason="A drill.")
    assert publish_passage(ACTOR, passage, "en").articles == 2
    assert PassageSnapshot.objects.count() == 2, "published as it was: no snapshot, no fact"


def test_the_gates_of_every_article_are_asked(newsroom: Newsroom) -> None:
    passage = make_passage()
    long = "word " * 39_990
    using(newsroom, passage.pk, "The long one", long)
    using(newsroom, passage.pk)
    save_passage(ACTOR, passage, "en", body=[paragraphs("Now it says much more than it said before, in many words.")])
    with pytest.raises(NotReady) as held:
        publish_passage(ACTOR, passage, "en")
    (gate,) = held.value.gates
    assert gate.name == "text.words"
    assert gate.sentence.startswith("In “The long one”: It has 40")
    assert "until 2012" in told(passage.pk)


def test_what_was_wrong_with_an_article_before_holds_no_correction_back(newsroom: Newsroom) -> None:
    passage, other = make_passage(), make_public(newsroom, headline="Elsewhere")
    link: RawBlock = {"type": "read", "value": str(other.story_id)}
    make_public(newsroom, body=[paragraphs("It opened."), context(passage.pk), link])
    withdraw(ACTOR, other, reason="A drill.")
    save_passage(ACTOR, passage, "en", body=[paragraphs("Until 2013.")])
    assert publish_passage(ACTOR, passage, "en").articles == 1


def test_a_passage_that_lacks_something_does_not_go_out(newsroom: Newsroom) -> None:
    passage = add_passage(ACTOR, "Empty")
    save_passage(ACTOR, passage, "en", body=[])
    with pytest.raises(NotReady):
        publish_passage(ACTOR, passage, "en")
    moments = [{"when": "never", "until": "", "words": "x"}]
    save_passage(ACTOR, passage, "en", body=[{"type": "timeline", "value": {"title": "", "moments": moments}}])
    with pytest.raises(NotReady) as held:
        publish_passage(ACTOR, passage, "en")
    assert [gate.name for gate in held.value.gates] == ["timeline.date"]


def test_an_edition_needs_a_text_of_its_own(newsroom: Newsroom) -> None:
    passage = make_passage()
    article = using(newsroom, passage.pk)
    spanish = start_edition(ACTOR, article.story, "es")
    assert spanish.body.raw_data[1]["value"] == passage.pk, "the same passage, in every edition"
    blocks = [{**spanish.body.raw_data[0], "value": "<p>Abrió a las seis.</p>"}, spanish.body.raw_data[1]]
    save_draft(ACTOR, spanish, headline="El puente", body=blocks)
    with pytest.raises(NotReady) as held:
        publish(ACTOR, spanish)
    assert [gate.sentence for gate in held.value.gates] == ["A passage of background is not out in Spanish yet."]
    save_passage(ACTOR, passage, "es", body=[paragraphs("Hasta 2012.")])
    publish_passage(ACTOR, passage, "es")
    assert publish(ACTOR, spanish).live
    assert users_of(passage.pk, "es") == (spanish.pk,)


def test_rows_follow_what_is_public(newsroom: Newsroom) -> None:
    passage = make_passage()
    article = using(newsroom, passage.pk)
    save_draft(ACTOR, article, body=[paragraphs("Without background.")])
    assert users_of(passage.pk, "en") == (article.pk,)
    publish(ACTOR, article)
    assert users_of(passage.pk, "en") == ()
    text = rows.latest_snapshot(article.pk)
    assert text is not None
    assert text.text["body"][-1]["type"] == "paragraphs"


def test_nothing_is_overwritten_unseen(newsroom: Newsroom) -> None:
    passage = make_passage()
    row = PassageText.objects.get(passage=passage)
    on_screen = seen(draft_of_passage(row))
    save_passage(ACTOR, passage, "en", body=[paragraphs("Another hand.")], seen=on_screen)
    with pytest.raises(Overtaken):
        save_passage(ACTOR, passage, "en", body=[paragraphs("Mine.")], seen=on_screen)
    with pytest.raises(Overtaken):
        publish_passage(ACTOR, passage, "en", seen=on_screen)
    facts = after(0)
    row = save_passage(ACTOR, passage, "en", body=PassageText.objects.get(passage=passage).body.raw_data)
    assert after(0) == facts, "a save that changes nothing is none"
    assert isinstance(draft_of_passage(row), ContextText)


def test_who_may(newsroom: Newsroom) -> None:
    reporter = make_person("ana", "reporter", "en")
    passage = add_passage(reporter, "Rivers")
    save_passage(reporter, passage, "en", body=[paragraphs("Water.")])
    for refused in (
        lambda: publish_passage(reporter, passage, "en"),
        lambda: save_passage(reporter, passage, "es", body=[]),
        lambda: add_passage(make_person("eva", "moderator"), "x"),
    ):
        with pytest.raises(Refused):
            refused()


def test_a_draft_article_waits_for_background_that_is_not_out(newsroom: Newsroom) -> None:
    passage = add_passage(ACTOR, "Not out yet")
    save_passage(ACTOR, passage, "en", body=[paragraphs("Soon.")])
    draft = make_draft(newsroom, body=[paragraphs("It opened."), context(passage.pk)])
    with pytest.raises(NotReady):
        publish(ACTOR, draft)
    publish_passage(ACTOR, passage, "en")
    assert publish(ACTOR, draft).live


def test_background_runs_in_no_circle(newsroom: Newsroom) -> None:
    """A passage of which one is made, itself or another, is no passage: the editor offers none, code is refused."""
    passage = make_passage()
    assert "context" not in PassageBlocks().child_blocks
    save_passage(ACTOR, passage, "en", body=[paragraphs("Ferries."), {"type": "context", "value": str(passage.pk)}])
    text = draft_of_passage(PassageText.objects.get(passage=passage, edition_id="en"))
    assert [type(block).__name__ for block in text.body] == ["Paragraphs"]


def test_only_what_no_article_uses_is_deleted(newsroom: Newsroom) -> None:
    """Not what a draft uses, nor what only the version uses that is scheduled; and drafts must be there to be asked."""
    passage, text = make_passage(), paragraphs("It opened.")
    draft = make_draft(newsroom, body=[text, context(passage.pk)])
    schedule(ACTOR, draft, timezone.now() + timedelta(days=1))
    save_draft(ACTOR, draft, body=[text])
    assert articles_with(passage.pk) == (draft.pk,)
    save_draft(ACTOR, draft, body=[text, context(passage.pk)])
    unschedule(ACTOR, draft)
    with pytest.raises(Impossible, match="Articles use it"):
        delete_passage(ACTOR, passage.pk)
    save_draft(ACTOR, draft, body=[text])
    finding.forget(draft.pk)
    with pytest.raises(Impossible, match="stories rebuild"):
        delete_passage(ACTOR, passage.pk)
    save_draft(ACTOR, draft, headline="It opened")
    with CaptureQueriesContext(connection) as asked:
        delete_passage(ACTOR, passage.pk)
    assert articles_with(passage.pk) == ()
    revisions = [one["sql"] for one in asked if '"wagtailcore_revision"."content"' in one["sql"]]
    assert revisions
    assert all('"approved_go_live_at" IS NOT NULL' in sql for sql in revisions), "no draft is read inside"
