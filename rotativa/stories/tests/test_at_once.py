"""Several people at the same moment, with real connections: nobody's address, text or snapshot gets lost."""

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Event
from time import sleep
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from rotativa.addresses.queries import current_paths
from rotativa.daybook import writing
from rotativa.daybook.queries import after
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.pictures.models import Picture
from rotativa.staff.actions.close_account import close_account
from rotativa.staff.tests.makers import make_person
from rotativa.stories import finding, rows, rules
from rotativa.stories.actions.delete_passage import delete_passage
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.publish_passage import publish_passage
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.save_passage import save_passage
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.drafting import to_passage, write
from rotativa.stories.errors import Impossible, NotReady, Overtaken, TextOvertaken
from rotativa.stories.hand import draft_of, version_of
from rotativa.stories.models import ArticlePage, ArticleRow, PassageSnapshot, PassageText, Snapshot, StoryRow
from rotativa.stories.tests.at_once import at_once
from rotativa.stories.tests.makers import ACTOR, make_draft, make_newsroom, make_passage, make_picture, paragraphs
from rotativa.topics.actions.add_section import add_section
from rotativa.topics.actions.name_topic import name_topic
from rotativa.topics.actions.order_sections import order_sections
from rotativa.topics.models import Section, Topic


def test_one_headline_sent_out_by_three_at_once(separate_database: object) -> None:
    newsroom = make_newsroom()
    drafts = [make_draft(newsroom) for _number in range(3)]
    assert at_once(*(lambda draft=draft: publish(ACTOR, draft) for draft in drafts)) == [None] * 3
    assert len(set(current_paths([draft.thing for draft in drafts]).values())) == 3


def test_one_article_sent_out_twice_at_once(separate_database: object) -> None:
    article = make_draft(make_newsroom())
    assert at_once(*[lambda: publish(ACTOR, article)] * 2) == [None, None]
    assert Snapshot.objects.filter(article=article.pk).count() == 1
    assert [fact.verb for fact in after(0)].count("article.published") == 1


def test_a_credit_that_is_taken_away_while_its_picture_goes_out(
    separate_database: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The picture is locked from the look at its credit to the commit: one of the two is refused, whoever is first."""
    newsroom, picture = make_newsroom(), make_picture()
    article = make_draft(newsroom, picture=picture.pk)
    looks, looked, judge = [0], Event(), rules.open_gates

    def look(candidate: ArticlePage) -> Any:
        found = judge(candidate)
        looks[0] += 1
        if looks[0] == 2:  # the last one, as the row is about to go out
            looked.set()
            sleep(0.5)
        return found

    def empty() -> None:
        looked.wait(10)
        change_picture(ACTOR, picture, credit="")

    monkeypatch.setattr(rules, "open_gates", look)
    raised = at_once(lambda: publish(ACTOR, article), empty)
    assert [type(error) for error in raised if error] in ([ValidationError], [NotReady])


def test_two_who_write_on_the_same_version(separate_database: object) -> None:
    article = make_draft(make_newsroom())
    seen = version_of(draft_of(article))

    def write(headline: str) -> Callable[[], Any]:
        return lambda: save_draft(ACTOR, article, seen=seen, headline=headline)

    raised = at_once(write("Ana's"), write("Ben's"))
    assert [type(error) for error in raised if error] == [Overtaken]
    assert draft_of(ArticlePage.objects.get(pk=article.pk)).title in ("Ana's", "Ben's")


def test_two_editors_and_an_act_on_many_articles(separate_database: object) -> None:
    """Readers get one version or another, never a bit of each; what either wrote is kept; no article stops the next."""
    newsroom = make_newsroom()
    articles = [make_draft(newsroom, headline=f"Story {number}") for number in range(4)]
    disputed = articles[1]

    def write(**words: str) -> Callable[[], Any]:
        return lambda: save_draft(ACTOR, disputed, **words)  # type: ignore[arg-type]  # headline or standfirst

    def send_out_all() -> None:
        for article in articles:
            publish(ACTOR, article)

    assert at_once(write(headline="Ana's"), write(standfirst="Ben's"), send_out_all) == [None] * 3
    versions = [revision.as_object() for revision in ArticlePage.objects.get(pk=disputed.pk).revisions.order_by("pk")]
    assert (versions[-1].title, versions[-1].standfirst) == ("Ana's", "Ben's")
    (shot,) = Snapshot.objects.filter(article=disputed.pk)
    readers = (shot.text["headline"], shot.text["standfirst"])
    assert readers in [(version.title, version.standfirst) for version in versions]
    assert ArticlePage.objects.filter(live=True).count() == len(articles)


def test_two_translators_who_save_at_once(separate_database: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each writes the row of their own article, and both what is true of the whole story: neither waits for ever."""
    article = make_draft(make_newsroom())
    editions = [start_edition(ACTOR, article.story, code) for code in ("es", "ar")]
    both, keep_story = Barrier(2), rows._keep_story

    def keep(*given: Any) -> None:
        with suppress(BrokenBarrierError):  # where the second waits for the first already
            both.wait(1)
        keep_story(*given)

    monkeypatch.setattr(rows, "_keep_story", keep)
    assert at_once(*(lambda one=one: save_draft(ACTOR, one, headline="New") for one in editions)) == [None, None]
    moments = ArticleRow.objects.filter(story=article.story_id).values_list("story_changed", flat=True)
    assert set(moments) == {StoryRow.objects.get(story=article.story_id).changed}


def test_who_leaves_while_one_of_their_drafts_is_saved(
    separate_database: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who saves it has read whose it is already, and may not write them back: the draft would be nobody's."""
    make_person("ann", "editor_in_chief")
    leila, heir = make_person("leila", "desk_editor"), make_person("nadia", "desk_editor")
    article = make_draft(make_newsroom())
    ArticlePage.objects.filter(pk=article.pk).update(owner=leila)
    begun, left = Event(), Event()

    def slowly(*given: Any) -> None:
        begun.set()
        left.wait(1)  # not for ever: who leaves may be the one who waits
        write(*given)

    def leave() -> None:
        begun.wait(10)
        close_account(ACTOR, leila, heir)
        left.set()

    monkeypatch.setattr("rotativa.stories.actions.save_draft.write", slowly)
    assert at_once(lambda: save_draft(ACTOR, article, headline="New"), leave) == [None, None]
    row = ArticleRow.objects.get(article=article.pk)
    assert (ArticlePage.objects.get(pk=article.pk).owner_id, row.owner) == (heir.pk, heir.pk)
    assert finding.is_kept(article.pk, finding.expected(row.article, row.article.latest_revision.content))


def test_a_topic_is_renamed_while_an_article_takes_it_up(
    separate_database: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has written a fact commits, whatever it names that somebody else has in hand and writes a fact about."""
    newsroom = make_newsroom()
    article, topic = make_draft(newsroom, topics=[]), Topic.objects.get(pk=newsroom.topics[0])
    both, write = Barrier(2), writing._write

    def write_facts(noted: list[Any]) -> None:
        is_saved = noted[0].verb == "article.saved"
        if is_saved:
            write(noted)
        with suppress(BrokenBarrierError):
            both.wait(1)
        if not is_saved:
            write(noted)

    monkeypatch.setattr(writing, "_write", write_facts)
    acts = (
        lambda: name_topic(ACTOR, topic, "en", name="Renamed"),
        lambda: save_draft(ACTOR, article, topics=[topic.pk]),
    )
    assert at_once(*acts) == [None, None]


def test_a_passage_goes_out_while_somebody_saves_it(separate_database: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who saves it has read what is out already, and may not write that back: readers would have the former text."""
    make_newsroom()
    passage = make_passage()
    save_passage(ACTOR, passage, "en", body=[paragraphs("Until 2013, ferries crossed.")])
    begun, out = Event(), Event()

    def slowly(body: Any) -> Any:
        begun.set()
        out.wait(1)  # not for ever: who publishes may be the one who waits
        return to_passage(body)

    def send() -> None:
        begun.wait(10)
        publish_passage(ACTOR, passage, "en")
        out.set()

    monkeypatch.setattr("rotativa.stories.actions.save_passage.to_passage", slowly)
    raised = at_once(lambda: save_passage(ACTOR, passage, "en", body=[paragraphs("Until 2014.")]), send)
    row = PassageText.objects.get(passage=passage)
    # Either it went out as it was, and the draft is newer; or whoever published is told that it was written on.
    assert [type(error) for error in raised] in ([type(None), type(None)], [type(None), TextOvertaken])
    assert row.snapshot == PassageSnapshot.objects.filter(passage=passage).count()


def test_a_passage_that_is_deleted_goes_out_no_more(separate_database: object) -> None:
    make_newsroom()
    passage = make_passage()
    save_passage(ACTOR, passage, "en", body=[paragraphs("Until 2013, ferries crossed.")])
    delete_passage(ACTOR, passage.pk)
    with pytest.raises(Impossible, match="no such passage"):
        publish_passage(ACTOR, passage, "en")
    assert PassageText.objects.get(passage=passage).snapshot is None


def test_two_pictures_of_which_each_shall_be_the_others_on_phones(
    separate_database: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_newsroom()
    one, other = make_picture(), make_picture()
    both, check = Barrier(2), Picture._check_phone

    def checked_together(picture: Picture) -> None:
        check(picture)
        with suppress(BrokenBarrierError):  # where the second waits for the first already
            both.wait(1)

    monkeypatch.setattr(Picture, "_check_phone", checked_together)
    raised = at_once(
        lambda: change_picture(ACTOR, one, phone=other),
        lambda: change_picture(ACTOR, other, phone=one),
    )
    assert [type(error) for error in raised if error] == [ValidationError]
    assert Picture.objects.filter(phone__isnull=False).count() == 1


def test_two_who_put_the_sections_in_order(separate_database: object, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two, three = (add_section(ACTOR) for _number in range(3))
    seen, noted = [one.pk, two.pk, three.pk], Event()

    def slowly(*given: Any, **more: Any) -> None:
        writing.note(*given, **more)
        noted.set()
        sleep(0.5)

    def order() -> None:
        noted.wait(10)
        order_sections(ACTOR, [two, one, three], seen=seen)

    monkeypatch.setattr("rotativa.topics.actions.order_sections.note", slowly)
    raised = at_once(lambda: order_sections(ACTOR, [three, one, two], seen=seen), order)
    assert [type(error) for error in raised] == [type(None), ValidationError]
    assert list(Section.objects.values_list("pk", flat=True)) == [three.pk, one.pk, two.pk]
