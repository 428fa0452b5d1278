"""What is known of a withdrawal: since when it lasts, what the daybook says of it, and what an upgrade takes over."""

from datetime import UTC, datetime
from importlib import import_module

from django.apps import apps

from rotativa.daybook.models import FactRow
from rotativa.daybook.queries import after, latest
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.save_draft import save_draft
from rotativa.stories.actions.submit import submit
from rotativa.stories.actions.tell_of_withdrawal import tell_of_withdrawal
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.models import ArticleRow, Withdrawal
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_draft, make_public

REBUILT = datetime(2026, 3, 9, 3, 30, tzinfo=UTC)


def test_the_daybook_names_what_readers_are_told(newsroom: Newsroom) -> None:
    article = make_public(newsroom, headline="The clerk who talked")
    withdraw(ACTOR, article)
    save_draft(ACTOR, article, headline="What the ministry knew")
    for tells, verb in ((True, "article.told"), (False, "article.untold")):
        tell_of_withdrawal(ACTOR, article, tells=tells)
        fact = latest()[0]
        assert (fact.verb, fact.details["headline"]) == (verb, "The clerk who talked")


def test_an_upgrade_finds_what_was_withdrawn_before(newsroom: Newsroom) -> None:
    """It asks the daybook since when; what the daybook does not know, the row does."""
    once, twice, waiting, unnoted = (
        make_public(newsroom, headline=name) for name in ("Wells", "Rivers", "Sea", "Ports")
    )
    for article in (once, twice, waiting, unnoted):
        withdraw(ACTOR, article)
    withdraw(ACTOR, publish(ACTOR, twice))
    submit(ACTOR, waiting)
    make_public(newsroom, headline="Out")
    make_draft(newsroom, headline="Never out")
    ArticleRow.objects.update(since=REBUILT)
    noted = {fact.things[0]: fact.at for fact in after(0) if fact.verb == "article.withdrawn"}
    FactRow.objects.filter(things__0=unnoted.thing).delete()
    Withdrawal.objects.all().delete()

    import_module("rotativa.stories.migrations.0012_withdrawals").fill(apps, None)
    assert {row.article_id: (row.at, row.headline) for row in Withdrawal.objects.all()} == {
        **{article.pk: (noted[article.thing], "") for article in (once, twice, waiting)},
        unnoted.pk: (REBUILT, ""),
    }
