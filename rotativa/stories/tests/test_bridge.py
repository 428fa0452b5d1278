"""The bridge hears all that Wagtail says, and the rows that it keeps are the rows that a rebuild would make."""

import io
import random
from contextlib import suppress

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.dispatch import Signal
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail import signals
from wagtail.search.backends import get_search_backend

from rotativa.daybook.queries import after
from rotativa.daybook.writing import transaction
from rotativa.kit.problems import problems
from rotativa.stories import wagtail_bridge
from rotativa.stories.actions.delete_draft import delete_draft
from rotativa.stories.actions.move import move
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.errors import Impossible, Misused, NotReady
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage, ArticleRow, ArticleTopicRow
from rotativa.stories.rebuilding import difference, rebuild
from rotativa.stories.tests.makers import ACTOR, EDITIONS, Newsroom, make_draft, make_public


def test_every_signal_of_wagtail_is_heard_or_named() -> None:
    said = {name: value for name, value in vars(signals).items() if isinstance(value, Signal)}
    ours = {id(value) for value in vars(wagtail_bridge).values()}
    heard = {name for name, signal in said.items() if any(key[0] in ours for key, *_rest in signal.receivers)}
    assert heard | wagtail_bridge.IGNORED == said.keys(), "a release of Wagtail says something new"
    assert not heard & wagtail_bridge.IGNORED


def test_an_article_stays_where_it_is(newsroom: Newsroom) -> None:
    english, spanish = make_draft(newsroom), make_draft(newsroom, "es")
    with pytest.raises(Misused), transaction(ACTOR):
        english.move(spanish.get_parent(), pos="last-child")
    english = ArticlePage.objects.get(pk=english.pk)
    english.slug = "by-hand"
    with pytest.raises(Misused), transaction(ACTOR):
        english.save()


def test_rows_follow_every_verb(newsroom: Newsroom, dice: random.Random) -> None:
    """After a random walk of verbs, a rebuild finds nothing to repair."""
    for _step in range(60):
        articles = list(ArticlePage.objects.order_by("pk"))
        article = dice.choice(articles) if articles else make_draft(newsroom)
        act = dice.choice([_write, _write, _publish, _publish, _withdraw, _move, _start, _delete, _new])
        with suppress(Impossible, NotReady):  # it makes no sense for this article: nothing may have changed
            act(dice, newsroom, article)
        assert [difference(each) for each in ArticlePage.objects.all() if difference(each)] == []
    assert rebuild(ACTOR).differences == ()


def _write(dice: random.Random, newsroom: Newsroom, article: ArticlePage) -> None:
    save_draft(
        ACTOR,
        article,
        headline=dice.choice(["", "One", "Two"]),
        topics=dice.sample(newsroom.topics, dice.randint(0, 2)),
    )


def _publish(dice: random.Random, newsroom: Newsroom, article: ArticlePage) -> None:
    publish(ACTOR, article)


def _withdraw(dice: random.Random, newsroom: Newsroom, article: ArticlePage) -> None:
    withdraw(ACTOR, article)


def _move(dice: random.Random, newsroom: Newsroom, article: ArticlePage) -> None:
    move(ACTOR, article, dice.choice(["one", "two"]))


def _start(dice: random.Random, newsroom: Newsroom, article: ArticlePage) -> None:
    start_edition(ACTOR, article.story_id, dice.choice(list(EDITIONS)))


def _delete(dice: random.Random, newsroom: Newsroom, article: ArticlePage) -> None:
    delete_draft(ACTOR, article)


def _new(dice: random.Random, newsroom: Newsroom, article: ArticlePage) -> None:
    make_draft(newsroom, dice.choice(list(EDITIONS)))


def test_a_rebuild_says_what_differed(newsroom: Newsroom) -> None:
    article = make_public(newsroom)
    ArticleRow.objects.filter(article=article.pk).update(headline="Wrong")
    ArticleTopicRow.objects.filter(article=article.pk).delete()
    told = io.StringIO()
    with pytest.raises(CommandError, match="differs"):
        call_command("stories", "rebuild", "--check", stdout=told)
    assert f"article {article.pk}: headline, topic" in told.getvalue()
    call_command("stories", "rebuild", stdout=told)
    assert after(0)[-1].verb == "article.rebuilt"
    assert rebuild(ACTOR, repair=False).differences == ()


def test_saving_a_draft_does_not_read_the_whole_index(newsroom: Newsroom) -> None:
    """Wagtail's own backend goes through every row of the search index on every save."""
    article = make_draft(newsroom)
    draft = draft_of(ArticlePage.objects.get(pk=article.pk))
    with CaptureQueriesContext(connection) as asked:
        draft.save_revision(clean=False)
    statements = [query["sql"] for query in asked if "indexentry" in query["sql"].lower()]
    assert not [sql for sql in statements if "AVG(" in sql or "title_norm" in sql.partition("WHERE")[2]]
    assert list(get_search_backend().search("bridge", ArticlePage)) == [article]


def test_the_home_screen_hears_of_a_scheduler_that_stands_still(newsroom: Newsroom) -> None:
    article = make_draft(newsroom)
    ArticleRow.objects.filter(article=article.pk).update(scheduled_at=timezone.now())
    assert "stories.scheduler" in [problem.key for problem in problems(ACTOR)]
    ArticleRow.objects.filter(article=article.pk).update(held=["picture.alt"])
    assert f"stories.held:{article.pk}" in [problem.key for problem in problems(ACTOR)]
