"""Every gate holds at every door: whichever way an article is pushed out, it stays in while a gate is open."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db.transaction import savepoint, savepoint_rollback
from django.test import Client
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Revision

from rotativa.addresses.queries import has_address
from rotativa.daybook.queries import after
from rotativa.daybook.writing import transaction
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.staff.tests.makers import make_person
from rotativa.stories.actions.delete_draft import delete_draft
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.submit import submit
from rotativa.stories.actions.undo_publication import undo_publication
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.errors import Misused, NotReady
from rotativa.stories.extracting import text_of
from rotativa.stories.freezing import to_json
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage, ArticleRow, Snapshot, State, Story
from rotativa.stories.scheduling import Round, send_due
from rotativa.stories.tests.gates import AT_FIRST_ONLY, GATES, OF_PASSAGES, PARTS, names
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_draft, make_picture, make_public
from rotativa.stories.wagtail_bridge import heard, on_published

Door = Callable[[ArticlePage], None]


@pytest.fixture(autouse=True)
def known_hosts(settings: object) -> None:
    """One host whose embeds may go out."""
    settings.ROTATIVA_EMBED_HOSTS = ("www.youtube-nocookie.com",)  # type: ignore[attr-defined]


@contextmanager
def _refused() -> Iterator[None]:
    with pytest.raises((NotReady, ValidationError)):
        yield


def _by_the_verb(article: ArticlePage) -> None:
    with _refused():
        publish(ACTOR, article)


def _by_its_revision(article: ArticlePage) -> None:
    with _refused(), transaction(ACTOR):
        article.latest_revision.publish()


def _by_wagtails_action(article: ArticlePage) -> None:
    """What Wagtail's editor calls; it goes past the page's own ``publish``."""
    with _refused(), transaction(ACTOR):
        PublishPageRevisionAction(article.latest_revision).execute()


def _by_a_bulk_action(article: ArticlePage) -> None:
    with _refused(), transaction(ACTOR):
        PublishBulkAction.execute_action([article])


def _by_saving(article: ArticlePage) -> None:
    draft = draft_of(article)
    draft.live = True
    draft.live_revision = article.latest_revision
    with _refused(), transaction(ACTOR):
        draft.save()
    with _refused(), transaction(ACTOR):
        draft.save(clean=False)


def _by_being_created(article: ArticlePage) -> None:
    draft, parent = draft_of(article), article.get_parent()
    delete_draft(ACTOR, article)
    draft.story = Story.objects.create()
    draft.slug = str(draft.story_id)
    draft.pk = draft.id = draft.path = None
    draft._state.adding = draft.live = True
    with pytest.raises((Misused, ValidationError)), transaction(ACTOR):
        parent.add_child(instance=draft)


def _by_its_schedule(article: ArticlePage) -> None:
    with _refused():
        schedule(ACTOR, article, timezone.now() + timedelta(hours=1))


def _by_the_clock(article: ArticlePage) -> None:
    """A version that was scheduled while all was well, and that is due now."""
    Revision.objects.filter(pk=article.latest_revision_id).update(approved_go_live_at=timezone.now())
    assert send_due().held == (article.pk,)
    assert "article.held" in [fact.verb for fact in after(0)]


def _by_being_read(article: ArticlePage) -> None:
    submit(ACTOR, article)
    with transaction(ACTOR):
        article.current_workflow_task_state.approve(user=make_person("lea", "desk_editor"))


def _by_the_command_line(article: ArticlePage) -> None:
    with pytest.raises(CommandError, match="cannot go out"):
        call_command("stories", "publish", str(article.pk))


def _by_the_form(article: ArticlePage) -> None:
    draft = draft_of(article)
    form_class = ArticlePage.get_edit_handler().get_form_class()
    form = form_class(instance=draft, for_user=None)
    data = {name: form[name].value() or "" for name in form.fields if name not in ("body", "related")}
    sent = {f"{name}-{part}": "0" for name in form.formsets for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
    body = {"body-count": "0", "related-count": "0", "action-publish": "1"}
    again = form_class({**data, **sent, **body}, instance=draft, parent_page=article.get_parent(), for_user=None)
    # The body is not sent here: gates on blocks have their words at the other doors.
    if article.body.raw_data and "text" not in [block["type"] for block in article.body.raw_data]:
        return
    assert not again.is_valid()


def _as_an_update(article: ArticlePage) -> None:
    with _refused():
        publish(ACTOR, article)


def _back_where_it_was(article: ArticlePage) -> None:
    withdraw(ACTOR, article)
    with _refused():
        publish(ACTOR, article)


def _by_undoing(article: ArticlePage) -> None:
    """Readers had the version that opens a gate today, and got another after it."""
    draft, public = article.latest_revision, Snapshot.objects.get(article=article.pk)
    for number, revision in ((2, draft), (3, article.live_revision)):
        text = to_json(text_of(revision.as_object()))
        public.pk, public.number, public.text, public.revision = None, number, text, revision.pk
        public.save(force_insert=True)
    with _refused():
        undo_publication(ACTOR, article)


AGAIN: dict[str, Door] = {
    "update": _as_an_update,
    "return": _back_where_it_was,
    "undo": _by_undoing,
}
"""Doors of what was out before."""

DOORS: dict[str, Door] = {
    "verb": _by_the_verb,
    "revision": _by_its_revision,
    "Wagtail's action": _by_wagtails_action,
    "bulk action": _by_a_bulk_action,
    "save": _by_saving,
    "created as live": _by_being_created,
    "schedule": _by_its_schedule,
    "scheduler": _by_the_clock,
    "workflow": _by_being_read,
    "command line": _by_the_command_line,
    "form": _by_the_form,
}


def test_every_gate_has_a_row() -> None:
    """``gates.py`` has an article for each: a gate that comes tomorrow is tried at every door, or fails here."""
    known = {name.partition(" ")[0] for name in GATES}
    assert known == names() - OF_PASSAGES
    print(f"\ngates and doors: {len(GATES)} gates at {len(DOORS)} doors, and {len(AGAIN)} for what was out before")  # noqa: T201 how much was asked is part of the answer


@contextmanager
def _as_it_was() -> Iterator[None]:
    """Whatever is done inside, the next door is tried on the same article."""
    before = savepoint()
    yield
    savepoint_rollback(before)


@pytest.mark.parametrize("part", range(PARTS))
def test_it_stays_in(newsroom: Newsroom, part: int) -> None:
    for gate, words in list(GATES.items())[part::PARTS]:
        with _as_it_was():
            article = make_draft(newsroom, **words(newsroom))
            with pytest.raises(NotReady) as refused:
                publish(ACTOR, article)
            assert {each.name for each in refused.value.gates} == {gate.partition(" ")[0]}
            for name, door in DOORS.items():
                with _as_it_was():
                    door(ArticlePage.objects.get(pk=article.pk))
                    _is_in(article, f"{gate} at {name}")


def _is_in(article: ArticlePage, tried: str) -> None:
    assert not ArticlePage.objects.filter(pk=article.pk, live=True).exists(), tried
    assert not Snapshot.objects.filter(article=article.pk).exists(), tried
    assert not has_address(article.thing), tried
    assert "article.published" not in [fact.verb for fact in after(0) if article.thing in fact.things], tried


@pytest.mark.parametrize("part", range(PARTS))
def test_readers_keep_what_they_have(newsroom: Newsroom, part: int) -> None:
    """An update, a way back and a return are publications like any other."""
    for gate in sorted(GATES.keys() - AT_FIRST_ONLY)[part::PARTS]:
        with _as_it_was():
            article = save_draft(ACTOR, make_public(newsroom), **GATES[gate](newsroom))
            for name, door in AGAIN.items():
                with _as_it_was():
                    door(ArticlePage.objects.get(pk=article.pk))
                    now = ArticlePage.objects.get(pk=article.pk)
                    assert not now.live or now.live_revision_id == article.live_revision_id, f"{gate} at {name}"


def test_gates_hold_on_updates_too(newsroom: Newsroom) -> None:
    article = make_public(newsroom)
    save_draft(ACTOR, article, headline="")
    with pytest.raises(NotReady):
        publish(ACTOR, article)
    row = ArticleRow.objects.get(article=article.pk)
    assert (row.state, row.headline, row.draft_headline) == (State.OUT, "The bridge is open", "")


def test_a_live_row_is_not_made_without_the_verb(newsroom: Newsroom) -> None:
    draft = draft_of(ArticlePage.objects.get(pk=make_draft(newsroom).pk))
    draft.live = True
    with pytest.raises(Misused), transaction(ACTOR):
        draft.save()
    draft.live_revision = draft.latest_revision
    with pytest.raises(Misused, match="transaction"):
        draft.save()


def test_outside_of_a_transaction_the_bridge_raises(newsroom: Newsroom) -> None:
    draft, public = make_draft(newsroom), make_public(newsroom)
    with pytest.raises(Misused, match="transaction"):
        draft.latest_revision.publish()
    with pytest.raises(Misused, match="transaction"):
        public.unpublish()
    with pytest.raises(Misused, match="transaction"):
        draft.delete()


def test_a_verb_notices_when_wagtail_says_nothing(newsroom: Newsroom) -> None:
    draft = make_draft(newsroom)
    with pytest.raises(Misused, match="on_published"), transaction(ACTOR), heard(on_published, draft):
        pass


def test_one_that_is_held_stops_no_other(newsroom: Newsroom) -> None:
    picture = make_picture()
    held = make_draft(newsroom, picture=picture.pk)
    others = [make_draft(newsroom, headline=f"Story {number}") for number in range(2)]
    moment = timezone.now() + timedelta(hours=1)
    for article in (held, *others):
        schedule(ACTOR, article, moment)
    change_picture(ACTOR, picture, alts={"en": ""})

    assert send_due(moment + timedelta(seconds=1)).held == (held.pk,)
    assert ArticleRow.objects.get(article=held.pk).held == ["picture.alt"]
    assert {ArticleRow.objects.get(article=other.pk).state for other in others} == {State.OUT}
    send_due(moment + timedelta(seconds=6))
    assert [fact.verb for fact in after(0)].count("article.held") == 1

    change_picture(ACTOR, picture, alts={"en": "A port"})
    assert send_due(moment + timedelta(seconds=11)).out == (held.pk,)
    assert ArticleRow.objects.get(article=held.pk).held == []


def test_what_is_freed_long_after_its_time_waits_for_somebodys_word(newsroom: Newsroom) -> None:
    picture = make_picture()
    held, delayed = make_draft(newsroom, picture=picture.pk), make_draft(newsroom)
    moment = timezone.now() + timedelta(hours=1)
    schedule(ACTOR, held, moment)
    change_picture(ACTOR, picture, alts={"en": ""})
    assert send_due(moment + timedelta(seconds=1)).held == (held.pk,)
    schedule(ACTOR, delayed, moment)  # by a scheduler that stood still
    change_picture(ACTOR, picture, alts={"en": "A port"})
    nights = moment + timedelta(days=3)
    assert send_due(nights) == Round(out=(delayed.pk,), held=(held.pk,))
    assert ArticleRow.objects.get(article=held.pk).held == ["schedule.late"]
    send_due(nights + timedelta(seconds=5))
    assert [fact.verb for fact in after(0)].count("article.held") == 2
    change_picture(ACTOR, picture, alts={"en": ""})
    send_due(nights + timedelta(seconds=10))
    assert ArticleRow.objects.get(article=held.pk).held == ["picture.alt"], "what is wrong comes first"
    change_picture(ACTOR, picture, alts={"en": "A port"})
    assert send_due(nights + timedelta(seconds=15)).held == (held.pk,)
    schedule(ACTOR, held, moment + timedelta(hours=1))
    assert ArticleRow.objects.get(article=held.pk).held == [], "it is scheduled, and not held any more"
    assert send_due(nights + timedelta(seconds=20)).out == (held.pk,)


def test_wagtails_bulk_screen_says_why(newsroom: Newsroom, client: Client, settings: object) -> None:
    article = make_draft(newsroom, section=None)
    client.force_login(make_person("max", "editor_in_chief"))
    settings.ROOT_URLCONF = "rotativa.stories.tests.bare_admin"  # type: ignore[attr-defined]  # the desk closes this screen
    response = client.post(f"/desk/bulk/wagtailcore/page/publish/?id={article.pk}&next=/desk/")
    assert response.status_code == 302
    (message,) = get_messages(response.wsgi_request)
    assert "It belongs to no section." in str(message)
    assert not ArticlePage.objects.get(pk=article.pk).live


def test_wagtails_own_command_sends_nothing(newsroom: Newsroom) -> None:
    for name in ("publish_scheduled", "publish_scheduled_pages"):
        with pytest.raises(CommandError, match="rotativa"):
            call_command(name)
