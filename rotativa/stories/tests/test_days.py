"""Days: what an edition published on each, which days a month has, and which are beside one."""

from datetime import UTC, datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from rotativa.addresses.queries import current_paths
from rotativa.kit.things import Thing
from rotativa.stories import days, facets
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.models import ArticlePage, ArticleRow
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_draft


def published(newsroom: Newsroom, day: str, hour: int = 12) -> ArticlePage:
    article = make_draft(newsroom)
    publish(ACTOR, article.pk, first_out=datetime.fromisoformat(f"{day}T{hour:02}:00:00").replace(tzinfo=UTC))
    article.refresh_from_db()
    return article


def test_a_day_holds_its_articles_newest_first(newsroom: Newsroom) -> None:
    early, late = published(newsroom, "2026-03-17", 8), published(newsroom, "2026-03-17", 20)
    other = published(newsroom, "2026-03-20")
    assert days.day("en/2026-03-17") == (str(late.pk), str(early.pk))
    assert days.day("es/2026-03-17") == days.day("en/2026-03-18") == ()
    assert days.days("en/2026-03") == ("2026-03-17", "2026-03-20")
    assert days.day.holding((other.thing,)) == {other.thing: ("en/2026-03-20",)}
    assert days.days.holding((other.thing,)) == {other.thing: ("en/2026-03",)}


def test_a_day_is_that_of_the_address(newsroom: Newsroom) -> None:
    article = published(newsroom, "2026-06-30", 23)  # in London it is July by then
    day = ArticleRow.objects.get(article=article.pk).day
    assert day == "2026-07-01"
    assert f"/{day.replace('-', '/')}/" in current_paths([article.thing])[article.thing]
    assert days.days.many(["en/2026-06", "en/2026-07"]) == ((), ("2026-07-01",))


def test_the_days_beside_one_leap_over_days_without_stories(newsroom: Newsroom) -> None:
    for day in ("2026-02-27", "2026-03-17", "2026-03-20"):
        published(newsroom, day)
    assert days.beside("en/2026-03-17") == ("<2026-02-27", ">2026-03-20")
    assert days.beside("en/2026-02-27") == (">2026-03-17",)
    assert days.beside("en/2026-03-20") == ("<2026-03-17",)
    assert days.beside.many(["es/2026-03-17", "en/2026-03-18"]) == ((), ("<2026-03-17", ">2026-03-20"))


def test_a_story_more_on_a_day_changes_no_other_day(newsroom: Newsroom) -> None:
    for day in ("2026-03-16", "2026-03-17", "2026-03-18", "2026-03-25"):
        published(newsroom, day)
    asked = [f"en/2026-03-{day}" for day in (16, 17, 18, 25)]
    before = {**days.beside.fresh(asked), **days.days.fresh(["en/2026-03"])}
    lists = days.day.fresh(asked)
    published(newsroom, "2026-03-17", 9)
    assert {**days.beside.fresh(asked), **days.days.fresh(["en/2026-03"])} == before
    now = days.day.fresh(asked)
    assert {day for day in asked if now[day] != lists[day]} == {"en/2026-03-17"}


def test_the_first_and_the_last_story_of_a_day_reach_its_neighbours(newsroom: Newsroom) -> None:
    published(newsroom, "2026-03-16")
    far = published(newsroom, "2026-03-25")
    article = published(newsroom, "2026-03-18")
    beside = {"en/2026-03-16", "en/2026-03-18", "en/2026-03-25"}
    assert set(days.beside.holding((article.thing,))[article.thing]) == beside
    published(newsroom, "2026-03-20")  # between them since
    withdraw(ACTOR, article.pk, reason="A drill.")
    assert days.days("en/2026-03") == ("2026-03-16", "2026-03-20", "2026-03-25")
    assert days.day.holding((article.thing,)) == {}
    now = set(days.beside.holding((article.thing,))[article.thing])
    assert now == {"en/2026-03-16", "en/2026-03-18", "en/2026-03-20"}, "those that are neighbours now"
    publish(ACTOR, article.pk)
    assert days.beside("en/2026-03-20") == ("<2026-03-18", ">2026-03-25")
    assert days.day.holding((far.thing, Thing("topic:1"))) == {far.thing: ("en/2026-03-25",)}


def test_many_days_are_asked_for_at_once(newsroom: Newsroom) -> None:
    for day in ("2026-03-16", "2026-03-17", "2026-03-18"):
        published(newsroom, day)
    asked = [f"en/2026-03-{day}" for day in (16, 17, 18)]
    with CaptureQueriesContext(connection) as queries:
        days.day.many(asked)
        days.beside.many(asked)
        days.days.many(["en/2026-03"])
    assert len(queries) == 3


def test_what_an_article_is_filed_under_changes_with_its_topics_only(newsroom: Newsroom) -> None:
    article = published(newsroom, "2026-03-17")
    before = facets.filed.fresh([str(article.pk)])
    save_draft(ACTOR, article.pk, headline="Another headline")
    publish(ACTOR, article.pk)
    assert facets.filed.fresh([str(article.pk)]) == before
    save_draft(ACTOR, article.pk, topics=list(newsroom.topics))
    publish(ACTOR, article.pk)
    filed = facets.filed(str(article.pk))
    assert filed is not None
    assert filed.topics == tuple(map(str, sorted(newsroom.topics)))
