"""Who leaves hands drafts over, keeps bylines, and locks nothing behind."""

import pytest
from django.core.exceptions import ValidationError

from rotativa.daybook.queries import after
from rotativa.staff.actions.close_account import close_account
from rotativa.staff.models import User
from rotativa.staff.tests.makers import make_person
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.leaving import drafts_by_edition
from rotativa.stories.models import ArticlePage
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
    for heir, said in ((None, "Choose who takes over"), (english, "does not write in: es")):
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
