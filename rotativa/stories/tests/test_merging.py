"""A topic, section or author that is merged into another: what names it names the other, and nothing is rewritten."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection
from django.utils import timezone

from rotativa.addresses.queries import current_paths
from rotativa.addresses.tests.leading import marker
from rotativa.bylines.actions.merge_author import merge_author
from rotativa.bylines.models import Author
from rotativa.daybook.queries import after
from rotativa.editions.lasting import Merged, ancestors, followed, heirs
from rotativa.editions.merging import plan
from rotativa.kit.actor import Refused
from rotativa.kit.things import thing
from rotativa.kit.trace import batch
from rotativa.staff.tests.makers import make_person
from rotativa.stories import finding, lists, shelves
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.remove_subject import remove_subject
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.actions.undo_publication import undo_publication
from rotativa.stories.errors import Impossible
from rotativa.stories.extracting import text_of
from rotativa.stories.freezing import from_json
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage, Snapshot
from rotativa.stories.rebuilding import rebuild
from rotativa.stories.scheduling import send_due
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_draft, make_public
from rotativa.topics import facets
from rotativa.topics.actions.add_section import add_section
from rotativa.topics.actions.add_topic import add_topic
from rotativa.topics.actions.merge_section import merge_section
from rotativa.topics.actions.merge_topic import merge_topic
from rotativa.topics.actions.name_section import name_section
from rotativa.topics.actions.name_topic import name_topic
from rotativa.topics.models import Section, Topic, TopicName
from rotativa.topics.names import TOPICS


def _topics(newsroom: Newsroom) -> tuple[Topic, Topic]:
    one, other = (Topic.objects.get(pk=pk) for pk in newsroom.topics)
    return one, other


def _draft(article: ArticlePage) -> Any:
    return text_of(draft_of(ArticlePage.objects.get(pk=article.pk)))


def test_every_version_names_the_other_and_no_snapshot_is_touched(newsroom: Newsroom) -> None:
    one, other = _topics(newsroom)
    public = make_public(newsroom, topics=[one.pk, other.pk], authors=newsroom.authors)
    waiting = make_draft(newsroom, topics=[one.pk])
    save_draft(ACTOR, public.pk, headline="Another headline")
    frozen = Snapshot.objects.get(article=public.pk).text
    merge_topic(ACTOR, one, other)
    merge_author(ACTOR, *Author.objects.filter(pk__in=newsroom.authors).order_by("pk"))
    assert _draft(public).topics == _draft(waiting).topics == (str(other.pk),)
    assert _draft(public).authors == (str(newsroom.authors[1]),)
    assert _draft(start_edition(ACTOR, public.story_id, "es")).topics == (str(other.pk),)
    assert Snapshot.objects.get(article=public.pk).text == frozen
    card = facets.topics(f"{one.pk}@en")
    assert card == Merged(str(other.pk))
    assert list(followed(facets.topics, [str(one.pk), str(other.pk)], "en")) == [str(other.pk)]


def test_a_publication_that_changes_nothing_else_makes_no_snapshot_and_one_that_does_shows_only_that(
    newsroom: Newsroom,
) -> None:
    one, other = _topics(newsroom)
    public = make_public(newsroom, topics=[one.pk])
    merge_topic(ACTOR, one, other)
    publish(ACTOR, public.pk)
    assert Snapshot.objects.filter(article=public.pk).count() == 1
    save_draft(ACTOR, public.pk, headline="Another headline")
    publish(ACTOR, public.pk)
    undo_publication(ACTOR, public.pk)
    first, second, third = (from_json(each.text) for each in Snapshot.objects.filter(article=public.pk))
    assert first == third
    assert (second.headline, second.topics) == ("Another headline", first.topics)
    assert not rebuild(ACTOR).differences


def test_a_version_that_is_scheduled_goes_out_under_the_other(newsroom: Newsroom) -> None:
    one, other = _topics(newsroom)
    draft = make_draft(newsroom, topics=[one.pk])
    soon = timezone.now() + timedelta(hours=1)
    schedule(ACTOR, draft.pk, soon)
    merge_topic(ACTOR, one, other)
    send_due(soon + timedelta(seconds=1))
    assert shelves.latest(f"en/topic/{other.pk}") == (str(draft.pk),)
    assert from_json(Snapshot.objects.get(article=draft.pk).text).topics == (str(other.pk),)


def test_lists_become_one_and_hold_each_article_once(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "LATEST", 3)
    one, other = _topics(newsroom)
    first = timezone.now() - timedelta(days=90)
    articles = [
        publish(
            ACTOR,
            make_draft(newsroom, headline=f"Story {number}", topics=topics).pk,
            first_out=first + timedelta(days=20 * number),
        )
        for number, topics in enumerate(([one.pk], [other.pk], [one.pk, other.pk], [other.pk]))
    ]
    name = f"en/topic/{other.pk}"
    assert not lists.named([name])[name].is_long()
    merge_topic(ACTOR, one, other)
    newest = tuple(str(article.pk) for article in reversed(articles))
    assert shelves.latest(name) == newest[:3]
    assert lists.named([name])[name].is_long()
    months = shelves.months(name)
    assert list(months) == sorted(months, reverse=True)
    listed = [article for members in shelves.month.many(f"{name}/{month}" for month in months) for article in members]
    assert tuple(listed) == newest
    held = lists.holding([thing("article", articles[2].pk)])[thing("article", articles[2].pk)]
    assert [list_ for list_, _month in held].count(name) == 1
    assert lists.heirs_of([f"en/topic/{one.pk}/2026-03", "en", "en/2026-03"]) == {
        f"en/topic/{one.pk}/2026-03": f"{name}/2026-03"
    }


def test_a_section_is_merged_alike(newsroom: Newsroom) -> None:
    culture = add_section(ACTOR)
    name_section(ACTOR, culture, "en", name="Culture")
    article = make_public(newsroom, section=newsroom.section)
    merge_section(ACTOR, Section.objects.get(pk=newsroom.section), culture)
    assert _draft(article).section == str(culture.pk)
    assert shelves.latest(f"en/section/{culture.pk}") == (str(article.pk),)
    publish(ACTOR, make_draft(newsroom, "es", section=culture.pk).pk)  # named there: taken over


def test_addresses_lead_to_the_other_and_missing_names_are_taken(newsroom: Newsroom) -> None:
    one, _other = _topics(newsroom)
    other = add_topic(ACTOR, "place")
    name_topic(ACTOR, other, "en", name="The one that stays")
    name_topic(ACTOR, one, "en", name="Topic 0 en", slug="moved-once")
    merge_topic(ACTOR, one, other)
    assert marker("/en/topics/topic-0-en/") == marker("/en/topics/moved-once/") == "/en/topics/the-one-that-stays/"
    assert current_paths([thing("topic", other.pk, "es")]) == {f"topic:{other.pk}@es": "/es/topics/topic-0-es/"}
    names = {row.edition_id: row.name for row in TopicName.objects.filter(topic=other)}
    assert names == {"en": "The one that stays", "es": "Topic 0 es", "ar": "Topic 0 ar"}
    assert not TopicName.objects.filter(topic=one).exists()
    fact = after(0)[-1]
    assert (fact.verb, set(fact.details["former"])) == ("topic.merged", {"en", "es", "ar"})
    assert fact.details["former"]["en"] == {"name": "Topic 0 en", "slug": "moved-once"}


def test_what_was_merged_before_follows_in_one_step(newsroom: Newsroom) -> None:
    one, other = _topics(newsroom)
    last = add_topic(ACTOR, "place")
    merge_topic(ACTOR, one, other)
    merge_topic(ACTOR, other, last)
    assert facets.topics(f"{one.pk}@en") == Merged(str(last.pk))
    with pytest.raises(ValidationError):
        merge_topic(ACTOR, last, Topic.objects.get(pk=one.pk))
    with pytest.raises(ValidationError):
        merge_topic(ACTOR, last, last)
    with pytest.raises(ValidationError):
        name_topic(ACTOR, one, "en", name="Back again")


def test_who_may_not_rename_in_one_of_the_editions_may_not_merge(newsroom: Newsroom) -> None:
    one, other = _topics(newsroom)
    with pytest.raises(Refused):
        merge_topic(make_person("irene", "desk_editor", "es"), one, other)
    with pytest.raises(Refused):
        remove_subject(make_person("omar", "desk_editor", "es"), "topic", one.pk)
    merge_topic(make_person("chief", "editor_in_chief"), one, other)


def test_a_merge_that_was_not_looked_at_is_refused(newsroom: Newsroom) -> None:
    one, other = _topics(newsroom)
    seen = plan(TOPICS, one, other).seen
    name_topic(ACTOR, other, "es", name="Somebody was faster")
    with pytest.raises(ValidationError):
        merge_topic(ACTOR, one, other, seen=seen)
    merge_topic(ACTOR, one, other, seen=plan(TOPICS, one, other).seen)


def test_nothing_is_removed_before_drafts_can_be_looked_through(newsroom: Newsroom) -> None:
    one, _other = _topics(newsroom)
    draft = make_draft(newsroom, topics=[one.pk])
    finding.forget(draft.pk)
    with pytest.raises(Impossible, match="stories rebuild"):
        remove_subject(ACTOR, "topic", one.pk)


def test_a_section_is_removed_whatever_can_be_found(newsroom: Newsroom) -> None:
    """The read table knows which drafts stand in it: nobody needs a technician for that."""
    section = add_section(ACTOR)
    draft = make_draft(newsroom, section=section.pk)
    finding.forget(draft.pk)
    with pytest.raises(Impossible, match="It is used"):
        remove_subject(ACTOR, "section", section.pk)
    save_draft(ACTOR, draft.pk, section=newsroom.section)
    finding.forget(draft.pk)
    remove_subject(ACTOR, "section", section.pk)
    section.refresh_from_db()
    assert section.removed


def test_only_what_nothing_names_is_removed(newsroom: Newsroom) -> None:
    one, other = _topics(newsroom)
    draft = make_draft(newsroom, topics=[one.pk])
    with pytest.raises(Impossible):
        remove_subject(ACTOR, "topic", one.pk)
    publish(ACTOR, draft.pk)
    save_draft(ACTOR, draft.pk, topics=[other.pk])
    for named in (one, other):  # one is public, the other in the draft
        with pytest.raises(Impossible):
            remove_subject(ACTOR, "topic", named.pk)
    publish(ACTOR, draft.pk)
    remove_subject(ACTOR, "topic", one.pk)
    assert marker("/en/topics/topic-0-en/") == ""
    assert facets.topics(f"{one.pk}@en") is None
    assert after(0)[-1].verb == "topic.removed"
    undo_publication(ACTOR, draft.pk)  # the previous version speaks of it still


def test_what_could_not_be_asked_is_not_remembered_as_nothing(newsroom: Newsroom) -> None:
    one, other = _topics(newsroom)
    merge_topic(ACTOR, one, other)

    def refuse(*_asked: Any) -> None:
        raise OperationalError("the connection is lost")

    with batch():
        for asked in (ancestors, heirs):
            with pytest.raises(OperationalError), connection.execute_wrapper(refuse):
                asked(Topic, [one.pk, other.pk])
        merged = heirs(Topic, [one.pk, other.pk])
        assert ancestors(Topic, [one.pk, other.pk]) == {into: (gone,) for gone, into in merged.items()}
        assert len(merged) == 1
