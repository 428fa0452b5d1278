"""Versions that wait while other things happen: none brings back what was changed, none is dropped without a word."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from rotativa.addresses.queries import current_paths
from rotativa.daybook.queries import after
from rotativa.kit.actor import Refused
from rotativa.kit.problems import problems
from rotativa.pictures import uses
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.pictures.actions.remove_picture import remove_picture
from rotativa.pictures.intake import receive
from rotativa.pictures.tests import making
from rotativa.pictures.uses import InUse
from rotativa.staff.tests.makers import make_person
from rotativa.stories import scheduling
from rotativa.stories.actions.delete_draft import delete_draft
from rotativa.stories.actions.move import move
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.unschedule import unschedule
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.errors import Overtaken
from rotativa.stories.hand import draft_of, require_version, version_of
from rotativa.stories.models import ArticlePage, ArticleRow, Beat
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_draft, make_picture, make_public, paragraphs

SOON = timedelta(hours=1)


def _verbs(article: ArticlePage) -> list[str]:
    return [fact.verb for fact in after(0) if article.thing in fact.things]


def _slug(article: ArticlePage) -> str:
    return current_paths([article.thing])[article.thing].rstrip("/").rpartition("/")[2]


@pytest.mark.parametrize("make", [make_public, make_draft])
def test_a_scheduled_version_does_not_move_an_article_back(newsroom: Newsroom, make: type) -> None:
    article = make(newsroom, slug="the-name-of-a-witness")
    save_draft(ACTOR, article, headline="Scheduled")
    at = timezone.now() + SOON
    schedule(ACTOR, article, at)
    save_draft(ACTOR, article, headline="Written on")
    move(ACTOR, article, "harmless")
    assert scheduling.send_due(at + SOON).out == (article.pk,)
    assert _slug(article) == "harmless"
    assert draft_of(ArticlePage.objects.get(pk=article.pk)).public_slug == "harmless"


def test_a_scheduled_draft_that_was_moved_goes_out_whole(newsroom: Newsroom) -> None:
    article = make_draft(newsroom)
    at = timezone.now() + SOON
    schedule(ACTOR, article, at)
    move(ACTOR, article, "harmless")
    scheduling.send_due(at + SOON)
    assert _slug(article) == "harmless"
    assert not ArticleRow.objects.get(article=article.pk).edited


def test_who_writes_on_an_article_that_was_moved_is_told(newsroom: Newsroom) -> None:
    article = make_draft(newsroom)
    before = article.latest_revision_id
    move(ACTOR, article, "another")
    assert ArticlePage.objects.get(pk=article.pk).latest_revision_id != before


@pytest.mark.parametrize(("act", "verb"), [(publish, "article.updated"), (withdraw, "article.withdrawn")])
def test_what_ends_a_schedule_says_so(newsroom: Newsroom, act: type, verb: str) -> None:
    article = make_public(newsroom)
    save_draft(ACTOR, article, headline="Embargoed until noon")
    at = timezone.now() + SOON
    schedule(ACTOR, article, at)
    save_draft(ACTOR, article, headline="A comma")
    act(ACTOR, article)
    assert _verbs(article)[-2:] == ["article.unscheduled", verb]
    assert ArticleRow.objects.get(article=article.pk).scheduled_at is None
    assert scheduling.send_due(at + SOON).out == ()


def test_a_schedule_that_is_kept_ends_no_schedule(newsroom: Newsroom) -> None:
    article, at = make_draft(newsroom), timezone.now() + SOON
    schedule(ACTOR, article, at)
    scheduling.send_due(at + SOON)
    assert _verbs(article)[-2:] == ["article.scheduled", "article.published"]


def test_who_may_not_schedule_deletes_nothing_that_is_scheduled(newsroom: Newsroom) -> None:
    reporter = make_person("rita", "reporter", "en")
    article = make_draft(newsroom)
    schedule(ACTOR, article, timezone.now() + SOON)
    with pytest.raises(Refused):
        delete_draft(reporter, article)
    delete_draft(ACTOR, article)
    assert _verbs(article)[-2:] == ["article.unscheduled", "article.deleted"]


def test_nothing_was_published_in_the_future(newsroom: Newsroom) -> None:
    with pytest.raises(ValueError, match="first_out"):
        publish(ACTOR, make_draft(newsroom), first_out=timezone.now() + SOON)


def test_a_picture_of_a_draft_stays(newsroom: Newsroom) -> None:
    article, lead, inside = make_public(newsroom), make_picture(), make_picture()
    save_draft(ACTOR, article, picture=lead.pk)
    with_picture = {"type": "picture", "value": {"picture": inside.pk, "caption": "", "alt": ""}}
    save_draft(ACTOR, article, body=[paragraphs("At six."), with_picture])
    for picture in (lead, inside):
        with pytest.raises(InUse, match="The bridge is open"):
            remove_picture(ACTOR, picture)
    schedule(ACTOR, article, timezone.now() + SOON)
    save_draft(ACTOR, article, picture=None, body=[])
    with pytest.raises(InUse):
        remove_picture(ACTOR, inside)


def test_nobody_puts_another_picture_into_what_is_scheduled_but_who_answers_for_it(newsroom: Newsroom) -> None:
    """Whoever scheduled it looked at that one; a credit that it lacks is another matter."""
    picture, other = make_picture(), make_picture()
    keeper, editor = make_person("rita", "photo_editor", "es"), make_person("samir", "desk_editor", "en")
    article = make_draft(newsroom, picture=picture.pk)
    schedule(ACTOR, article, timezone.now() + SOON)
    change_picture(keeper, picture, credit="")
    change_picture(keeper, picture, credit="Rui Azevedo")
    with pytest.raises(Refused, match="with what is scheduled"):
        change_picture(keeper, picture, phone=other)
    change_picture(editor, picture, phone=other)
    with pytest.raises(Refused, match="with what is scheduled"):
        change_picture(keeper, other, received=receive(making.sent(making.jpeg(500, 400))))
    unschedule(ACTOR, article)
    change_picture(keeper, picture, phone=None)


def test_who_looked_at_a_draft_looked_at_these_pictures(newsroom: Newsroom) -> None:
    picture = make_picture()
    article = make_draft(newsroom, picture=picture.pk)
    looked_at = version_of(draft_of(article))
    change_picture(ACTOR, picture, credit="Rui Azevedo")
    require_version(article, None, looked_at)
    change_picture(ACTOR, picture, received=receive(making.sent(making.jpeg(500, 400))))
    with pytest.raises(Overtaken):
        require_version(article, None, looked_at)


def test_what_readers_see_of_a_picture_is_guarded_where_they_see_it(newsroom: Newsroom) -> None:
    picture, keeper = make_picture(), make_person("rita", "photo_editor", "es")
    article = make_public(newsroom, picture=picture.pk)
    (seen,) = uses.seen(picture)
    assert (seen.edition, seen.where, seen.own_alt) == ("en", "the article “\u2068The bridge is open\u2069”", False)
    with pytest.raises(ValidationError):
        change_picture(ACTOR, picture, credit="")
    with pytest.raises(Refused):
        change_picture(keeper, picture, credit="Ana")
    with pytest.raises(ValidationError):
        change_picture(ACTOR, picture, alts={"en": ""})
    change_picture(ACTOR, picture, alts={"ar": ""})
    withdraw(ACTOR, article)
    assert uses.seen(picture) == ()
    assert change_picture(keeper, picture, credit="").credit == ""


def test_a_version_whose_picture_is_gone_opens(newsroom: Newsroom) -> None:
    article, picture = make_public(newsroom), make_picture()
    save_draft(ACTOR, article, picture=picture.pk)
    old = ArticlePage.objects.get(pk=article.pk).latest_revision
    save_draft(ACTOR, article, picture=None, headline="Without it")
    remove_picture(ACTOR, picture)
    old.refresh_from_db()
    assert old.as_object().picture_id is None


def test_the_home_screen_hears_of_what_failed(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    article = make_draft(newsroom)
    schedule(ACTOR, article, timezone.now() + SOON)
    late = timezone.now() + 2 * SOON

    def broken(*_arguments: object) -> None:
        raise RuntimeError("a broken block")

    monkeypatch.setattr(scheduling, "undated", broken)
    assert scheduling.send_due(late).failed == (article.pk,)
    assert len(caplog.records) == 1
    assert scheduling.send_due(late).failed == (article.pk,)
    assert len(caplog.records) == 1, "the log hears of one fault at each round"
    monkeypatch.setattr(timezone, "now", lambda: late)
    Beat.objects.update(at=late - SOON - timedelta(seconds=1))
    keys = [problem.key for problem in problems(ACTOR)]
    assert "stories.scheduler" in keys, "it has not looked since"
    assert f"stories.failed:{article.pk}" not in keys
    Beat.objects.update(at=late)
    assert f"stories.failed:{article.pk}" in [problem.key for problem in problems(ACTOR)]
