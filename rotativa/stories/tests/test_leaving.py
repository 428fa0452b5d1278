"""Who leaves hands drafts over, keeps bylines, locks nothing behind, and sends nothing out any more."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from rotativa.daybook.models import FactRow
from rotativa.daybook.queries import after
from rotativa.kit.actor import Actor
from rotativa.staff.actions.close_account import close_account
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.actions.take_role import take_role
from rotativa.staff.leaving import planned_by
from rotativa.staff.models import User
from rotativa.staff.tests.makers import make_person
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.ahead import gates_ahead
from rotativa.stories.leaving import drafts_by_edition
from rotativa.stories.models import ArticlePage, ArticleRow
from rotativa.stories.scheduling import Round, send_due
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_draft

pytestmark = pytest.mark.django_db


def own(article: ArticlePage, user: User) -> ArticlePage:
    ArticlePage.objects.filter(pk=article.pk).update(owner=user)
    return article


def test_drafts_go_to_a_colleague_who_writes_there(newsroom: Newsroom) -> None:
    leila = make_person("leila", "desk_editor")
    draft, spanish = own(make_draft(newsroom), leila), own(make_draft(newsroom, "es"), leila)
    out = own(make_draft(newsroom), leila)
    changed = own(make_draft(newsroom), leila)
    for article in (out, changed):
        publish(ACTOR, article)
    save_draft(ACTOR, changed, headline="A newer headline")
    ArticlePage.objects.filter(pk=draft.pk).update(locked=True, locked_by=leila)
    bylines = [line.author_id for line in ArticlePage.objects.get(pk=out.pk).bylines.all()]
    assert drafts_by_edition(leila) == {"en": 2, "es": 1}
    english, everywhere = make_person("nadia", "reporter", "en"), make_person("irene", "desk_editor")
    for heir, said in ((None, "Choose who takes over"), (english, "does not write in: Spanish")):
        with pytest.raises(ValidationError, match=said):
            close_account(ACTOR, leila, heir)
        assert User.objects.get(pk=leila.pk).is_active
    close_account(ACTOR, leila, everywhere)
    owners = dict(ArticlePage.objects.values_list("pk", "owner__username"))
    assert owners == {draft.pk: "irene", spanish.pk: "irene", changed.pk: "irene", out.pk: "leila"}
    assert not ArticlePage.objects.get(pk=draft.pk).locked
    assert [line.author_id for line in ArticlePage.objects.get(pk=out.pk).bylines.all()] == bylines
    fact = after(0)[-1]
    assert (fact.verb, fact.details["to"], fact.details["drafts"]) == ("user.left", "Irene Mansour", 3)
    assert draft.thing in fact.things


def test_nobody_takes_over_who_has_left_meanwhile_or_writes_there_no_more(newsroom: Newsroom) -> None:
    """The heir was chosen on a screen, and a colleague has been quicker."""
    leila, gone, moved = (make_person(name, "desk_editor") for name in ("leila", "nadia", "irene"))
    make_person("chief", "editor_in_chief")
    draft = own(make_draft(newsroom), leila)
    for one in (gone, moved):
        assert one.may("article.write", "en")
    close_account(ACTOR, User.objects.get(pk=gone.pk))
    take_role(ACTOR, User.objects.get(pk=moved.pk), "desk_editor")
    for heir, said in ((gone, "Choose somebody who stays"), (moved, "does not write in: English")):
        with pytest.raises(ValidationError, match=said):
            close_account(ACTOR, leila, heir)
    assert ArticlePage.objects.get(pk=draft.pk).owner_id == leila.pk


def scheduled_by(user: Actor, newsroom: Newsroom, edition: str = "en") -> ArticlePage:
    article = make_draft(newsroom, edition)
    return schedule(user, article, timezone.now() + timedelta(hours=1))


def clock() -> Round:
    """The scheduler's round, two hours on."""
    return send_due(timezone.now() + timedelta(hours=2))


def test_what_somebody_scheduled_who_may_not_publish_there_any_more_is_held(newsroom: Newsroom) -> None:
    leila, chief = make_person("leila", "desk_editor"), make_person("chief", "editor_in_chief")
    article, colleagues, machines = (scheduled_by(who, newsroom) for who in (leila, chief, ACTOR))
    take_role(ACTOR, leila, "desk_editor")
    give_role(ACTOR, leila, "desk_editor", "es")
    assert any("who scheduled it, may not publish in English" in one.sentence for one in gates_ahead()[article.pk])
    assert gates_ahead()[colleagues.pk] == ()
    assert clock() == Round(out=(colleagues.pk, machines.pk), held=(article.pk,))
    assert ArticleRow.objects.get(article=article.pk).held == ["schedule.nobody"]
    assert [fact.verb for fact in after(0)].count("article.held") == 1
    schedule(chief, article, timezone.now() + timedelta(hours=1))
    assert clock().out == (article.pk,)


def test_who_gets_a_role_back_publishes_nothing_that_was_due_long_ago(newsroom: Newsroom) -> None:
    leila = make_person("leila", "desk_editor")
    article, soon = scheduled_by(leila, newsroom), scheduled_by(leila, newsroom)
    take_role(ACTOR, leila, "desk_editor")
    assert clock().held == (article.pk, soon.pk)
    schedule(ACTOR, soon, timezone.now() + timedelta(hours=1, minutes=30))
    give_role(ACTOR, leila, "desk_editor")
    assert clock() == Round(out=(soon.pk,), held=(article.pk,))
    assert ArticleRow.objects.get(article=article.pk).held == ["schedule.late"]


def test_what_somebody_scheduled_who_is_gone_from_the_database_is_held(newsroom: Newsroom) -> None:
    article = scheduled_by(make_person("leila", "desk_editor"), newsroom)
    User.objects.filter(username="leila").update(is_active=False)
    assert clock().held == (article.pk,)
    FactRow.objects.filter(verb="article.scheduled").delete()
    assert clock().held == (article.pk,), "nor what nobody is known to have scheduled"


def test_who_leaves_takes_their_schedules_along_but_for_what_is_kept(newsroom: Newsroom) -> None:
    leila, chief = make_person("leila", "desk_editor"), make_person("chief", "editor_in_chief")
    lost, kept, again = (scheduled_by(leila, newsroom) for _number in range(3))
    colleagues = scheduled_by(chief, newsroom)
    schedule(chief, again, timezone.now() + timedelta(hours=1))
    planned = {one.fact: one for one in planned_by(leila)}
    assert len(planned) == 2
    schedule(leila, lost, timezone.now() + timedelta(minutes=50))  # another than was looked at
    close_account(chief, leila, keeps=set(planned))
    waiting = set(ArticleRow.objects.filter(scheduled_at__isnull=False).values_list("article", flat=True))
    assert waiting == {kept.pk, again.pk, colleagues.pk}
    assert set(clock().out) == {kept.pk, again.pk, colleagues.pk}
    assert not ArticlePage.objects.get(pk=lost.pk).live
    told = [(fact.verb, fact.actor_id) for fact in after(0) if fact.verb in ("article.unscheduled", "user.left")]
    assert told == [("article.unscheduled", chief.actor_id), ("user.left", chief.actor_id)]
