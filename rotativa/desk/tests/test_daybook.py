"""The daybook asked: by story, person, edition, kind of act and days, a page at a time, and not by everybody."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from rotativa.daybook.models import FactRow
from rotativa.desk.sentences import KINDS, SENTENCES
from rotativa.desk.tests.conftest import PASSWORD, Desk
from rotativa.desk.verbs import VERBS
from rotativa.kit.actor import Machine
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.actions.give_role import give_role
from rotativa.stories import answering
from rotativa.stories.actions.hold import hold
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.rules import Gate
from rotativa.stories.scheduling import SCHEDULER

WELLS, HARBOUR = "The wells of Port Selwan", "Harbour pilots return"


@pytest.fixture
def told(desk: Desk) -> Any:
    """What the daybook answers: sentences without marks, newest first."""

    def ask(**filters: str) -> list[str]:
        context = desk.browser("admin").get("/desk/daybook/", filters).context
        return [re.sub(r"<[^>]+>", "", row["sentence"]) for day in context["days"] for row in day["rows"]]

    return ask


def test_one_story_one_person_one_edition_one_kind_and_days(desk: Desk, told: Any) -> None:
    wells, harbour = desk.article(WELLS), desk.article(HARBOUR)
    pozos = desk.article("Los pozos", "es")
    publish(desk.people["editor"], wells)
    publish(desk.people["irene"], pozos)
    withdraw(desk.people["admin"], wells, reason="a mistake")
    of_wells = [
        f"Admin Prado withdrew {WELLS} in English.",
        f"Editor Prado published {WELLS} in English.",
        f"Admin Prado began {WELLS} in English.",
    ]
    assert told(story=str(wells.story_id)) == of_wells
    assert told(words="wells selwan") == of_wells
    assert told(story=str(harbour.story_id)) == [f"Admin Prado began {HARBOUR} in English."]
    assert told(words="nothing of the kind") == []
    assert told(kind="public") == [of_wells[0], "Irene Prado published Los pozos in Spanish.", of_wells[1]]
    assert told(kind="public", edition="en") == [of_wells[0], of_wells[1]]
    assert told(kind="public", person=desk.people["editor"].actor_id) == [of_wells[1]]
    assert told(person=desk.people["irene"].actor_id, kind="writing") == ["Irene Prado began Los pozos in Spanish."]
    FactRow.objects.filter(verb="article.published").update(at=timezone.now() - timedelta(days=3))
    today, before = timezone.localdate(), timezone.localdate() - timedelta(days=3)
    assert told(kind="public", since=today.isoformat()) == [of_wells[0]]
    assert told(kind="public", until=(today - timedelta(days=1)).isoformat(), edition="en") == [of_wells[1]]
    assert told(kind="public", since=before.isoformat(), until=before.isoformat(), edition="es") == [
        "Irene Prado published Los pozos in Spanish."
    ]


def test_one_act_alone(desk: Desk, told: Any) -> None:
    """Beside its kind, which is chosen as ever and answers as ever."""
    wells = publish(desk.people["editor"], desk.article(WELLS))
    withdraw(desk.people["admin"], wells, reason="a mistake")
    gone, out = f"Admin Prado withdrew {WELLS} in English.", f"Editor Prado published {WELLS} in English."
    assert told(kind="article.withdrawn") == [gone]
    assert told(kind="article.published") == [out]
    assert told(kind="article.published", edition="es") == told(kind="article.published", words="harbour") == []
    assert told(kind="public") == [gone, out]
    assert len(told(kind="article.unheard-of")) == len(told()), "what means nothing is not used"
    answer = desk.browser("admin").get("/desk/daybook/", {"kind": "article.withdrawn"}, HTTP_ACCEPT_LANGUAGE="es")
    assert dict(answer.context["used"]) == {"Artículo retirado": "/desk/daybook/"}
    page = answer.content.decode()
    assert page.count("<optgroup ") == len(KINDS)
    assert '<optgroup label="Programación"><option value="scheduled">Programación: todo</option>' in page
    assert '<option value="article.withdrawn" selected>Artículo retirado</option>' in page


def test_filters_stand_in_the_address_and_are_taken_away_one_by_one(desk: Desk, monkeypatch: Any) -> None:
    monkeypatch.setattr("rotativa.desk.views.daybook.PAGE", 2)
    for number in range(4):
        publish(desk.people["editor"], desk.article(f"{WELLS} {number}"))
    asked = {"kind": "public", "person": desk.people["editor"].actor_id, "edition": "en", "words": "wells"}
    context = desk.browser("reporter").get("/desk/daybook/", asked).context
    numbers, address = [], context["older"]
    while address:
        assert all(f"{name}=" in address for name in asked), "paging keeps them"
        context = desk.browser("reporter").get(address).context
        numbers += [row["fact"].number for day in context["days"] for row in day["rows"]]
        address = context["older"]
    assert len(numbers) == 2, "four in all"
    used = dict(context["used"])
    assert list(used) == ["What readers got and lost", "Editor Prado", "“wells”"]
    assert "kind=" not in used["What readers got and lost"]
    assert "person=" in used["What readers got and lost"]
    assert "before=" not in used["What readers got and lost"]


@pytest.mark.parametrize(
    "typed",
    [
        {"kind": "x"}, {"story": "x"}, {"since": "2026-13-45"}, {"until": "yesterday"}, {"before": "9" * 40},
        {"before": "²"}, {"until": "9999-12-31"}, {"person": "nobody"}, {"words": "x" * 5000},
    ],
    ids=str,
)  # fmt: skip
def test_what_means_nothing_breaks_nothing(desk: Desk, typed: dict[str, str]) -> None:
    assert desk.browser("admin").get("/desk/daybook/", typed).status_code == 200


def test_who_may_not_read_drafts_learns_no_headline(desk: Desk) -> None:
    desk.article(WELLS)
    for role in ("technician", "moderator"):
        somebody = add_person(Machine("test"), username=role, name="Some Body", password=PASSWORD)
        give_role(Machine("test"), somebody, role)
        desk.people[role] = somebody
        answer = desk.browser(role).get("/desk/daybook/", {"words": "wells"}, follow=True)
        assert answer.redirect_chain
        assert WELLS not in answer.content.decode()
        assert WELLS not in desk.browser(role).get("/desk/").content.decode()


def test_every_act_is_of_one_kind() -> None:
    kinds = [verb for _label, verbs in KINDS.values() for verb in verbs]
    assert sorted(kinds) == sorted(SENTENCES)
    assert all(verbs for _label, verbs in KINDS.values())


def test_every_act_has_words_of_its_own(settings: Any) -> None:
    assert sorted(VERBS) == sorted(SENTENCES)
    for language, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES:
        with override(language):
            assert len({str(words) for words in VERBS.values()}) == len(VERBS), language


def test_what_is_free_too_late_is_not_told_as_a_gate_that_was_open(desk: Desk, told: Any) -> None:
    article = desk.article(WELLS)
    schedule(desk.people["editor"], article, timezone.now() + timedelta(hours=1))
    for gate in (Gate("picture.alt", "A picture has no alt text.", "body", ""), answering.belated()):
        hold(SCHEDULER, article, [gate])
    late, open_gate = told(kind="scheduled")[:2]
    assert late.startswith(f"{WELLS} was held in English until its time had passed by more than an hour. Nothing holds")
    assert open_gate == f"{WELLS} was due in English and did not go out: a gate was open."
