"""Lists: newest first, cut by month when they are long, joined and left by what is published, and by nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rotativa.kit.things import thing
from rotativa.stories import facets, lists, shelves
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.models import ArticlePage, ArticleRow, ArticleTopicRow, State
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_draft, make_public, paragraphs

START = datetime(2026, 1, 5, 12, tzinfo=UTC)


def _many(template: ArticlePage, count: int, days: int = 3) -> None:
    """Rows of ``count`` more articles, as if they had been published: every few days one."""
    row = ArticleRow.objects.get(article=template.pk)
    topic = ArticleTopicRow.objects.get(article=template.pk)
    for number in range(count):
        article = make_draft_row(template, number)
        first = START + timedelta(days=days * number)
        stamp: dict[str, Any] = {"first_published": first, "month": f"{first:%Y-%m}"}
        copied = {
            field.attname: getattr(row, field.attname)
            for field in ArticleRow._meta.concrete_fields
            if field.attname not in ("article_id", "story_id", *stamp)
        }
        ArticleRow.objects.update_or_create(
            article_id=article.pk, defaults={**copied, **stamp, "story_id": article.story_id, "state": State.OUT}
        )
        ArticleTopicRow.objects.create(article_id=article.pk, edition_id="en", topic=topic.topic, **stamp)


def make_draft_row(template: ArticlePage, number: int) -> ArticlePage:
    """A bare article below the template's container."""
    from rotativa.stories.models import Story  # noqa: PLC0415 only this maker needs it

    story = Story.objects.create()
    article = ArticlePage(
        title=f"Story {number}", slug=str(story.pk), story=story, edition_id="en", locale=template.locale, live=False
    )
    template.get_parent().add_child(instance=article)
    return article


def test_a_long_list_is_cut_by_month(newsroom: Newsroom) -> None:
    newest = make_public(newsroom)
    section, topic = f"en/section/{newsroom.section}", f"en/topic/{newsroom.topics[0]}"
    _many(newest, lists.LATEST - 1)
    assert shelves.months.many(["en", section, topic]) == ((), (), ())
    _many(newest, 1, days=0)
    for name in ("en", section, topic):
        months = shelves.months(name)
        assert months == tuple(sorted(months, reverse=True))
        assert months[-3:] == ("2026-03", "2026-02", "2026-01")
        assert shelves.latest(name)[0] == str(newest.pk)
        assert len(shelves.latest(name)) == lists.LATEST
        everything = [article for month in months for article in shelves.month(f"{name}/{month}")]
        assert len(everything) == len(set(everything)) == lists.LATEST + 1
        assert everything[: lists.LATEST] == list(shelves.latest(name))
    assert shelves.months("es") == shelves.months(f"en/author/{newsroom.authors[1]}") == ()


def test_a_publication_touches_its_lists_only(newsroom: Newsroom) -> None:
    article = make_public(newsroom, topics=newsroom.topics, translators=newsroom.authors[1:])
    held = set(shelves.latest.holding((article.thing,))[article.thing])
    first, second = newsroom.topics
    assert held == {
        "en",
        f"en/section/{newsroom.section}",
        f"en/kind/{newsroom.kind}",
        f"en/topic/{first}",
        f"en/topic/{second}",
        *(f"en/author/{author}" for author in newsroom.authors),
    }
    save_draft(ACTOR, article, topics=[second], translators=[])
    assert set(shelves.latest.holding((article.thing,))[article.thing]) == held, "a draft moves nothing"
    publish(ACTOR, article)
    assert held - set(shelves.latest.holding((article.thing,))[article.thing]) == {
        f"en/topic/{first}",
        f"en/author/{newsroom.authors[1]}",
    }
    assert shelves.latest(f"en/topic/{first}") == ()
    [month] = shelves.month_stories.holding((article.thing,))[article.thing]
    assert shelves.month_stories(month) == (str(article.story_id),)
    withdraw(ACTOR, article)
    assert shelves.latest.holding((article.thing,)) == shelves.month.holding((article.thing,)) == {}
    assert shelves.latest("en") == shelves.all_months("en") == ()


def test_the_article_of_a_story_in_an_edition(newsroom: Newsroom) -> None:
    english = make_public(newsroom)
    story = english.story_id
    spanish = start_edition(ACTOR, story, "es")
    assert shelves.in_edition.many([f"{story}@en", f"{story}@es", f"{story}@ar"]) == ((str(english.pk),), (), ())
    save_draft(ACTOR, spanish, headline="El puente está abierto", body=[paragraphs("Desde las seis.")])
    publish(ACTOR, spanish)
    assert shelves.in_edition(f"{story}@es") == (str(spanish.pk),)
    held = shelves.in_edition.holding((thing("story", story), spanish.thing))
    assert {name: set(arguments) for name, arguments in held.items()} == {
        thing("story", story): {f"{story}@en", f"{story}@es"},
        spanish.thing: {f"{story}@es"},
    }
    assert shelves.editions(story) == (f"en:{english.pk}", f"es:{spanish.pk}")
    both = (thing("story", story), spanish.thing)
    assert shelves.editions.holding(both) == dict.fromkeys(both, (str(story),))


def test_a_body_edit_changes_the_full_text_and_no_card(newsroom: Newsroom) -> None:
    article = make_public(newsroom)
    card, full = facets.card.fresh([str(article.pk)]), facets.full.fresh([str(article.pk)])
    save_draft(ACTOR, article, body=[{"type": "text", "value": "<p>Other words.</p>"}])
    publish(ACTOR, article)
    assert facets.card.fresh([str(article.pk)]) == card
    assert facets.full.fresh([str(article.pk)]) != full
    save_draft(ACTOR, article, headline="The bridge is closed")
    publish(ACTOR, article)
    assert facets.card.fresh([str(article.pk)]) != card


@pytest.mark.parametrize("facet", [facets.card, facets.full], ids=lambda facet: facet.name)
def test_many_cost_as_little_as_one(newsroom: Newsroom, facet: Any) -> None:
    articles = [make_public(newsroom, headline=f"Story {number}").pk for number in range(4)]
    make_draft(newsroom)
    with CaptureQueriesContext(connection) as one:
        assert facet.many(articles[:1])[0] is not None
    with CaptureQueriesContext(connection) as all_of_them:
        assert None not in facet.many(articles)
    assert len(one) == len(all_of_them)
    assert facet.many(["999999", "none"]) == (None, None)
