"""Closing an account: what the person scheduled stands there before the button, and who closes it chooses."""

import re
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from rotativa.desk.tests.conftest import Desk
from rotativa.fronts.actions.schedule_front import schedule_front
from rotativa.staff.actions.take_role import take_role
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.models import ArticlePage, ArticleRow
from rotativa.stories.scheduling import send_due


def plain(words: str) -> str:
    """Words without the invisible marks that keep a headline in its own direction."""
    return words.translate({0x2068: None, 0x2069: None})


def waiting() -> set[int]:
    return set(ArticleRow.objects.filter(scheduled_at__isnull=False).values_list("article", flat=True))


def test_what_somebody_scheduled_is_listed_and_taken_back_unless_it_is_marked(desk: Desk) -> None:
    editor, chief = desk.people["editor"], desk.browser("admin")
    lost, kept = desk.article("Lost"), desk.article("Kept")
    other = desk.article("Of somebody else")
    soon = timezone.now() + timedelta(hours=1)
    for article in (lost, kept):
        schedule(editor, article, soon)
    schedule(desk.people["admin"], other, soon)
    schedule_front(editor, "en", soon)
    screen = reverse("desk:person", args=(editor.pk,))
    page = chief.get(screen)
    shown, choices = plain(page.content.decode()), page.context["leave_form"].fields["keeps"].choices
    for said in ("“Lost” in English: ", "“Kept” in English: ", "The front in English: "):
        assert said in shown
        assert shown.index(said) < shown.index("Close the account")
    assert "Of somebody else" not in shown
    assert not re.search(r"name=\"keeps\"[^>]*checked", shown), "nothing is kept unasked"
    mark = next(number for number, said in choices if "Kept" in said)
    schedule(editor, lost, soon + timedelta(minutes=1))
    stale = chief.post(screen, {"act": "leave", "keeps": [next(n for n, said in choices if "Lost" in said)]})
    assert "What was scheduled is another by now" in stale.content.decode()
    assert waiting() == {lost.pk, kept.pk, other.pk}
    chief.post(screen, {"act": "leave", "keeps": [mark]})
    editor.refresh_from_db()
    assert (editor.is_active, waiting()) == (False, {kept.pk, other.pk})
    send_due(soon + timedelta(minutes=5))
    assert set(ArticlePage.objects.filter(live=True).values_list("pk", flat=True)) == {kept.pk, other.pk}


def test_a_schedule_for_which_nobody_answers_says_so_where_it_is_put_right(desk: Desk) -> None:
    editor, article = desk.people["editor"], desk.article("The wells")
    soon = timezone.now() + timedelta(hours=1)
    schedule(editor, article, soon)
    schedule_front(editor, "en", soon)
    take_role(desk.people["admin"], editor, "desk_editor", "en")
    chief, why = desk.browser("admin"), "Editor Prado, who scheduled it, may not publish in English any more."
    home = plain(chief.get("/desk/").content.decode())
    assert "“The wells” will not go out at" in home
    assert re.search(f"The front in English will not go out at [^:]+:[^:]+: {re.escape(why)}", home)
    front = plain(chief.get(reverse("desk:front_schedule", args=("en",))).content.decode())
    assert why in front
    assert "Schedule the draft in its place, or take the schedule back." in front
    before = plain(chief.get(reverse("desk:schedule", args=(article.pk,))).content.decode())
    assert why in before, "the home says it before its moment, too"
    send_due(soon)
    ArticleRow.objects.update(scheduled_at=timezone.now() - timedelta(minutes=1))
    assert why in plain(chief.get(reverse("desk:schedule", args=(article.pk,))).content.decode())
    assert "“The wells” did not go out at its time: whoever scheduled it may not publish there" in plain(
        chief.get("/desk/").content.decode()
    )
