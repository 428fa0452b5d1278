"""Publishing, withdrawing, moving, deleting: what is frozen, what is said, what stays for ever."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.models import Page

from rotativa.addresses.queries import current_paths
from rotativa.addresses.tests.leading import marker
from rotativa.daybook.queries import after
from rotativa.kit.actor import Refused
from rotativa.pictures.uses import places
from rotativa.staff.tests.makers import make_person
from rotativa.stories import facets, shelves
from rotativa.stories.actions.delete_draft import delete_draft
from rotativa.stories.actions.move import move
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.actions.submit import submit
from rotativa.stories.actions.unschedule import unschedule
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.errors import Impossible, Misused, NotReady, Overtaken, WasPublic
from rotativa.stories.freezing import from_json, hashes
from rotativa.stories.hand import draft_of, version_of
from rotativa.stories.models import ArticlePage, ArticleRow, Snapshot, State, Story
from rotativa.stories.queries import Signed
from rotativa.stories.scheduling import send_due
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_draft, make_picture, make_public, paragraphs


def _verbs(article: ArticlePage) -> list[str]:
    return [fact.verb for fact in after(0) if article.thing in fact.things]


def _path(article: ArticlePage) -> str | None:
    return current_paths([article.thing]).get(article.thing)


def test_what_was_published_is_frozen(newsroom: Newsroom) -> None:
    article = make_public(newsroom)
    first = Snapshot.objects.get(article=article.pk)
    text = from_json(first.text)
    assert first.hashes == hashes(text)
    assert {name.partition("/")[0] for name in first.hashes} >= {"headline", "standfirst", text.body[0].id}

    save_draft(ACTOR, article, headline="The bridge is closed")
    assert facets.full(article.pk).text.headline == "The bridge is open"  # type: ignore[union-attr]
    publish(ACTOR, article)
    full = facets.full(article.pk)
    assert full is not None
    assert (full.text.headline, full.snapshot) == ("The bridge is closed", 2)
    assert full.updated is not None
    assert from_json(Snapshot.objects.get(article=article.pk, number=1).text) == text
    changed = Snapshot.objects.get(article=article.pk, number=2).hashes
    assert {name for name in changed if changed[name] != first.hashes.get(name)} == {"headline"}
    for spoil in (lambda: Snapshot.objects.all().update(number=9), lambda: Snapshot.objects.all().delete()):
        with pytest.raises(TypeError):
            spoil()


def test_who_signed_is_told_by_what_is_out(newsroom: Newsroom) -> None:
    writer, other = newsroom.authors
    article = make_public(newsroom, authors=[writer], translators=[other])
    assert facets.signed(article.pk) == Signed((str(writer),), (str(other),), ())
    save_draft(ACTOR, article, translators=[], reviewers=[other, writer])
    assert facets.signed(article.pk) == Signed((str(writer),), (str(other),), ())
    publish(ACTOR, article)
    assert facets.signed(article.pk) == Signed((str(writer),), (), (str(other), str(writer)))
    withdraw(ACTOR, article, reason="The court says so")
    assert facets.signed(article.pk) is None


def test_a_publication_that_changes_nothing_says_nothing(newsroom: Newsroom) -> None:
    article = make_public(newsroom)
    before = after(0)
    publish(ACTOR, article)
    assert save_draft(ACTOR, article, headline="The bridge is open").pk == article.pk
    assert after(0) == before
    assert Snapshot.objects.filter(article=article.pk).count() == 1


def test_withdrawn_and_back(newsroom: Newsroom) -> None:
    article = make_public(newsroom)
    path = _path(article)
    withdraw(ACTOR, article, reason="The court says so")
    assert (marker(path), _path(article)) == ("", None)  # type: ignore[arg-type]
    assert facets.full(article.pk) is None
    assert facets.card(article.pk) is None
    assert ArticleRow.objects.get(article=article.pk).state == State.WITHDRAWN
    assert after(0)[-1].details == {
        "headline": "The bridge is open",
        "path": path,
        "reason": "The court says so",
    }
    with pytest.raises(Impossible):
        withdraw(ACTOR, article)

    publish(ACTOR, article)
    assert _path(article) == path
    assert _verbs(article)[-2:] == ["article.withdrawn", "article.republished"]
    full = facets.full(article.pk)
    assert full is not None
    assert (full.snapshot, full.updated) == (1, None)


def test_the_day_is_that_of_the_first_time_in_the_editions_zone(newsroom: Newsroom) -> None:
    late = datetime(2026, 3, 9, 3, 30, tzinfo=UTC)  # still the 8th in Mexico, the 9th in Damascus
    spanish = publish(ACTOR, make_draft(newsroom, "es"), first_out=late)
    arabic = publish(ACTOR, make_draft(newsroom, "ar", headline="الجسر مفتوح أمام الناس"), first_out=late)
    assert _path(spanish) == "/es/2026/03/08/the-bridge-is-open/"
    assert _path(arabic) == "/ar/2026/03/09/الجسر-مفتوح-أمام-الناس/"
    save_draft(ACTOR, spanish, headline="Otro titular")
    assert publish(ACTOR, spanish, first_out=timezone.now()).first_out == late
    assert _path(spanish) == "/es/2026/03/08/the-bridge-is-open/"
    assert facets.card(spanish.pk).first_published == late  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("headline", "slug"),
    [("🎉🎉", "{story}"), ("2026", "2026-{story}"), ("ع" * 255, "ع" * 90), ("A" * 255, "a" * 180), ("¿Qué?", "qué")],
)
def test_any_headline_has_an_address(newsroom: Newsroom, headline: str, slug: str) -> None:
    article = make_public(newsroom, headline=headline)
    short = article.story_id.hex[:8]
    assert _path(article) == f"/en/{article.out_day:%Y/%m/%d}/{slug.format(story=short)}/"


def test_one_headline_twice_a_day(newsroom: Newsroom) -> None:
    paths = [_path(make_public(newsroom)) for _number in range(3)]
    assert [path.rpartition("open")[2] for path in paths if path] == ["/", "-2/", "-3/"]


def test_moved(newsroom: Newsroom) -> None:
    article, other = make_public(newsroom), make_public(newsroom, slug="taken")
    old = _path(article)
    save_draft(ACTOR, article, standfirst="Something new.")
    with pytest.raises(Impossible, match="“taken-2” is free"):
        move(ACTOR, article, "taken")
    with pytest.raises(Impossible):
        move(ACTOR, article, "topics")
    move(ACTOR, article, "The Bridge, at last")
    new = _path(article)
    assert new is not None
    assert new.endswith("/the-bridge-at-last/")
    assert marker(old) == new  # type: ignore[arg-type]
    assert _verbs(article)[-1] == "article.moved"
    publish(ACTOR, article)
    assert _path(article) == new, "the draft of before does not move it back"

    with pytest.raises(Impossible, match="moving it"):
        save_draft(ACTOR, article, slug="the-river")
    with pytest.raises(Impossible, match="is taken"):
        move(ACTOR, other, "the-bridge-is-open")


def test_only_drafts_that_were_never_public_are_deleted(newsroom: Newsroom) -> None:
    public = make_public(newsroom)
    spanish = start_edition(ACTOR, public.story, "es")
    withdraw(ACTOR, public)
    with pytest.raises(WasPublic):
        delete_draft(ACTOR, public)
    delete_draft(ACTOR, spanish)
    assert not ArticleRow.objects.filter(edition_id="es").exists()

    first = make_draft(newsroom)
    second = start_edition(ACTOR, first.story, "ar")
    delete_draft(ACTOR, first)
    story = Story.objects.get(pk=second.story_id)
    assert (story.original_id, story.row.original_edition_id) == (second.pk, "ar")
    delete_draft(ACTOR, second)
    assert not Story.objects.filter(pk=story.pk).exists()
    assert after(0)[-1].verb == "article.deleted"


def test_deleting_a_container_spares_what_was_public(newsroom: Newsroom) -> None:
    article = make_public(newsroom)
    with pytest.raises(ProtectedError):
        Page.objects.get(pk=article.get_parent().pk).delete()
    assert ArticlePage.objects.filter(pk=article.pk).exists()


def test_nothing_is_overwritten_unseen(newsroom: Newsroom) -> None:
    article = make_draft(newsroom)
    seen, revision = version_of(draft_of(article)), article.latest_revision_id
    ana = make_person("ana", "desk_editor", "en")
    save_draft(ana, article, headline="Ana's headline")
    for act in (
        lambda: save_draft(ACTOR, article, revision=revision, headline="Mine"),
        lambda: publish(ACTOR, article, seen=seen),
        lambda: schedule(ACTOR, article, timezone.now() + timedelta(hours=1), seen=seen),
    ):
        with pytest.raises(Overtaken, match="Ana Mansour"):
            act()
    # Autosave rewrites the newest revision in place: its number stays, its words do not.
    now = ArticlePage.objects.get(pk=article.pk)
    draft, seen = draft_of(now), version_of(draft_of(now))
    draft.title = "Saved by itself"
    draft.save_revision(user=ana, overwrite_revision=now.latest_revision, clean=False)
    with pytest.raises(Overtaken):
        publish(ACTOR, article, revision=now.latest_revision_id, seen=seen)
    assert publish(ACTOR, article).title == "Saved by itself"


def test_a_schedule(newsroom: Newsroom) -> None:
    article = make_draft(newsroom)
    moment = timezone.now() + timedelta(hours=1)
    with pytest.raises(Impossible, match="passed"):
        schedule(ACTOR, article, timezone.now() - timedelta(minutes=1))
    schedule(ACTOR, article, moment)
    row = ArticleRow.objects.get(article=article.pk)
    assert (row.state, row.scheduled_at) == (State.SCHEDULED, moment)
    assert ArticlePage.objects.get(pk=article.pk).get_lock() is None
    save_draft(ACTOR, article, headline="Not yet for readers")
    assert send_due(moment - timedelta(seconds=1)).out == ()
    assert send_due(moment).out == (article.pk,)
    row.refresh_from_db()
    assert (row.state, row.headline, row.draft_headline) == (State.OUT, "The bridge is open", "Not yet for readers")
    assert (row.edited, row.scheduled_at) == (True, None)

    schedule(ACTOR, article, moment + timedelta(hours=1))
    row.refresh_from_db()
    assert (row.state, row.scheduled_at) == (State.OUT, moment + timedelta(hours=1))
    unschedule(ACTOR, article)
    assert send_due(moment + timedelta(hours=2)).out == ()
    with pytest.raises(Impossible):
        unschedule(ACTOR, article)
    schedule(ACTOR, article, moment + timedelta(hours=3))
    publish(ACTOR, article)
    row.refresh_from_db()
    assert (row.headline, row.scheduled_at) == ("Not yet for readers", None)
    kinds = ["scheduled", "published", "scheduled", "unscheduled", "scheduled", "unscheduled"]
    said = [verb.removeprefix("article.") for verb in _verbs(article)]
    assert [verb for verb in said if verb in kinds] == kinds


def test_a_scheduled_version_is_not_rewritten(newsroom: Newsroom) -> None:
    article = schedule(ACTOR, make_draft(newsroom), timezone.now() + timedelta(hours=1))
    draft = draft_of(article)
    with pytest.raises(Misused):
        draft.save_revision(overwrite_revision=article.latest_revision, clean=False)


def test_being_read_sends_nothing_out(newsroom: Newsroom) -> None:
    article = make_draft(newsroom, headline="")
    submit(make_person("ana", "reporter", "en"), article)
    row = ArticleRow.objects.get(article=article.pk)
    assert (row.state, row.asked) == (State.WAITING, True)
    with pytest.raises(Impossible, match="already"):
        submit(ACTOR, article)
    lea = make_person("lea", "desk_editor", "en")
    task = article.current_workflow_task
    assert [name for name, _label, _modal in task.get_actions(article, lea)] == ["reject", "approve"]
    assert task.get_actions(article, make_person("ben", "desk_editor", "es")) == []


@pytest.mark.parametrize(
    ("act", "verb"),
    [
        (publish, "article.publish"),
        (withdraw, "article.withdraw"),
        (lambda who, article: move(who, article, "x"), "article.move"),
        (lambda who, article: schedule(who, article, timezone.now() + timedelta(hours=1)), "article.schedule"),
        (lambda who, article: save_draft(who, article, headline="x"), "article.write"),
        (submit, "article.submit"),
        (delete_draft, "article.delete"),
    ],
)
def test_each_verb_asks_in_the_edition(
    newsroom: Newsroom, act: Any, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = make_draft(newsroom, "es")
    before = after(0)
    stranger = make_person("ana", "desk_editor", "en")
    may, asked = stranger.may, set()

    def listening(verb: str, *place: Any, **own: Any) -> bool:
        asked.add(verb)
        return may(verb, *place, **own)

    monkeypatch.setattr(stranger, "may", listening)
    with pytest.raises(Refused, match="in Spanish"):
        act(stranger, article)
    assert asked == {verb}
    assert [fact for fact in after(0) if article.thing in fact.things] == [
        fact for fact in before if article.thing in fact.things
    ]


def test_a_picture_that_readers_saw_is_remembered(newsroom: Newsroom) -> None:
    picture = make_picture()
    article = make_public(newsroom, picture=picture.pk)
    save_draft(ACTOR, article, picture=None, body=[paragraphs("Without a picture.")])
    publish(ACTOR, article)
    assert "the article “\u2068The bridge is open\u2069”" in places(picture)


def test_a_read_target_that_is_withdrawn_later(newsroom: Newsroom) -> None:
    target = make_public(newsroom, headline="The ferry stops")
    article = make_public(newsroom, body=[paragraphs("At six."), {"type": "read", "value": str(target.story_id)}])
    assert shelves.in_edition(f"{target.story_id}@en") == (str(target.pk),)
    withdraw(ACTOR, target)
    assert shelves.in_edition(f"{target.story_id}@en") == ()
    assert facets.full(article.pk) is not None
    save_draft(ACTOR, article, headline="Another headline")
    with pytest.raises(NotReady, match="withdrawn"):
        publish(ACTOR, article)


def test_no_log_names_what_was_written(newsroom: Newsroom, caplog: pytest.LogCaptureFixture) -> None:
    """Whoever keeps the server reads it, and may not read what is not out."""
    with caplog.at_level(logging.INFO):
        draft = make_draft(newsroom, headline="The minister’s account")
        save_draft(ACTOR, draft, headline="The minister’s second account")
        withdraw(ACTOR, publish(ACTOR, draft))
        delete_draft(ACTOR, make_draft(newsroom, headline="The minister’s third account"))
    assert "minister" not in caplog.text
