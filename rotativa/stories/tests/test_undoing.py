"""Undoing a publication asks what every publication asks, and says in words when it cannot be."""

from typing import Unpack

import pytest

from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.undo_publication import undo_publication
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.drafting import Words
from rotativa.stories.errors import Impossible, NotReady
from rotativa.stories.hand import afresh, standing_of
from rotativa.stories.models import ArticlePage, Snapshot
from rotativa.stories.tests.makers import ACTOR, make_draft, make_newsroom


def twice_out(**words: Unpack[Words]) -> ArticlePage:
    """An article that readers got in two versions, the first with these words."""
    article = make_draft(make_newsroom(), **words)
    publish(ACTOR, article)
    save_draft(ACTOR, article, headline="The mistake", body=[{"type": "text", "value": "<p>Wrong.</p>"}])
    return publish(ACTOR, article)


def test_the_gates_of_today_are_asked(db: None) -> None:
    newsroom = make_newsroom()
    linked = make_draft(newsroom, headline="Linked")
    publish(ACTOR, linked)
    article = make_draft(
        newsroom, body=[{"type": "text", "value": "<p>A</p>"}, {"type": "read", "value": str(linked.story_id)}]
    )
    publish(ACTOR, article)
    save_draft(ACTOR, article, body=[{"type": "text", "value": "<p>B</p>"}])
    publish(ACTOR, article)
    withdraw(ACTOR, linked)
    with pytest.raises(NotReady, match="was withdrawn"):
        undo_publication(ACTOR, article)
    assert Snapshot.objects.filter(article=article.pk).count() == 2


def test_when_it_cannot_be(db: None) -> None:
    article = twice_out()
    with pytest.raises(Impossible, match="A new version went out meanwhile"):
        undo_publication(ACTOR, article, stands="out 1")
    article.live_revision.__class__.objects.filter(
        pk=Snapshot.objects.get(article=article.pk, number=1).revision
    ).delete()
    with pytest.raises(Impossible, match="draft is not kept any more"):
        undo_publication(ACTOR, article)
    withdraw(ACTOR, article)
    with pytest.raises(Impossible, match="not out"):
        undo_publication(ACTOR, article)


def test_undone_twice_is_what_it_was(db: None) -> None:
    article = twice_out()
    undo_publication(ACTOR, article)
    assert undo_publication(ACTOR, article, stands=standing_of(afresh(article))).title == "The mistake"
