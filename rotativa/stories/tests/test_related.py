"""The stories under an article: whom the editor chose, whom the topics brought, and that this stays as it was."""

import pytest
from django.db.models import QuerySet

from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.extracting import text_of
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage, Snapshot
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_public

pytestmark = pytest.mark.django_db


@pytest.fixture
def newsroom(newsroom_world: Newsroom, db: None) -> Newsroom:
    return newsroom_world


def near(article: ArticlePage) -> list[str]:
    snapshot: Snapshot = Snapshot.objects.filter(article=article.pk).order_by("-number")[0]
    return list(snapshot.near)


def story(article: ArticlePage) -> str:
    return str(article.story_id)


def test_most_topics_first_then_the_newest(newsroom: Newsroom) -> None:
    one, other = newsroom.topics
    older = make_public(newsroom, headline="Both topics", topics=[one, other])
    withdrawn = make_public(newsroom, headline="Withdrawn", topics=[one, other])
    withdraw(ACTOR, withdrawn, reason="A drill.")
    make_public(newsroom, headline="No topic", topics=[])
    newer = make_public(newsroom, headline="One topic", topics=[other])
    read = make_public(newsroom, headline="Read in the text", topics=[one, other])
    elsewhere = make_public(newsroom, "es", headline="In Spanish", topics=[one, other])
    body = [{"type": "text", "value": "<p>Words.</p>"}, {"type": "read", "value": story(read)}]
    article = make_public(newsroom, headline="The article", topics=[one, other], body=body)
    assert near(article) == [story(older), story(newer)]
    assert story(elsewhere) not in near(article)


def test_what_others_publish_changes_nothing(newsroom: Newsroom) -> None:
    first = make_public(newsroom, headline="First")
    article = make_public(newsroom, headline="The article")
    later = make_public(newsroom, headline="Later")
    publish(ACTOR, article.pk)
    assert near(article) == [story(first)]
    save_draft(ACTOR, article.pk, headline="The article, changed")
    publish(ACTOR, article.pk)
    assert near(article) == [story(later), story(first)], "chosen when it goes out"


def test_an_editor_chooses_and_only_what_is_left_is_filled(newsroom: Newsroom) -> None:
    others = [make_public(newsroom, headline=f"Other {number}") for number in range(6)]
    chosen = [others[0].story_id, others[2].story_id, others[1].story_id]
    article = make_public(newsroom, headline="The article", related=chosen)
    assert text_of(draft_of(article)).related == tuple(map(str, chosen))
    assert near(article) == [story(others[5])]
    translated = start_edition(ACTOR, article.story_id, "es")
    assert text_of(draft_of(translated)).related == tuple(map(str, chosen))


def test_a_snapshot_of_an_earlier_version_of_rotativa_is_no_change(newsroom: Newsroom) -> None:
    article = make_public(newsroom, headline="The article")
    snapshot = Snapshot.objects.get(article=article.pk)
    earlier = {name: value for name, value in snapshot.text.items() if name != "related"}
    QuerySet(Snapshot).filter(pk=snapshot.pk).update(text=earlier, fingerprint="0" * 32)
    publish(ACTOR, article.pk)
    assert Snapshot.objects.filter(article=article.pk).count() == 1


def test_a_place_that_was_left_empty_is_no_story_in_another_edition(newsroom: Newsroom) -> None:
    article = make_public(newsroom, headline="The article")
    draft = draft_of(article)
    draft.related = [("story", None)]  # type: ignore[assignment]  # as a form gives it
    draft.save_revision()
    assert text_of(draft_of(start_edition(ACTOR, article.story_id, "es"))).related == ()
