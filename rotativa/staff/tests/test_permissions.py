"""The one table: every role × every verb × own and another edition × one's own draft and another's."""

from itertools import product

import pytest
from django.utils import translation

from rotativa.kit.actor import EVERYWHERE
from rotativa.staff.permissions import IN_ALL_EDITIONS, TABLE, VERBS, Holding, RoleName, permits
from rotativa.staff.refusing import refusal

HERE, ELSEWHERE, ANYWHERE = "es", "ar", ""
ROLES = ("reporter", "translator", "desk_editor", "photo_editor", "moderator", "editor_in_chief", "technician")
EXPECTED = {
    # what the newsroom was promised, role by role; “own” is for what the person began
    "article.read": ("yes", "yes", "yes", "yes", "no", "yes", "no"),
    "story.start": ("yes", "no", "yes", "no", "no", "yes", "no"),
    "article.write": ("yes", "yes", "yes", "no", "no", "yes", "no"),
    "article.submit": ("yes", "yes", "yes", "no", "no", "yes", "no"),
    "article.delete": ("own", "own", "yes", "no", "no", "yes", "no"),
    "article.share": ("own", "own", "yes", "no", "no", "yes", "no"),
    "article.hand": ("own", "own", "yes", "no", "no", "yes", "no"),
    "article.publish": ("no", "no", "yes", "no", "no", "yes", "no"),
    "article.schedule": ("no", "no", "yes", "no", "no", "yes", "no"),
    "article.withdraw": ("no", "no", "yes", "no", "no", "yes", "no"),
    "article.move": ("no", "no", "yes", "no", "no", "yes", "no"),
    "edition.start": ("yes", "yes", "yes", "no", "no", "yes", "no"),
    "picture.add": ("yes", "no", "yes", "yes", "no", "yes", "no"),
    "picture.describe": ("yes", "yes", "yes", "yes", "no", "yes", "no"),
    "picture.change": ("own", "no", "yes", "yes", "no", "yes", "no"),
    "picture.change-public": ("no", "no", "yes", "yes", "no", "yes", "no"),
    "document.add": ("yes", "no", "yes", "no", "no", "yes", "no"),
    "document.change": ("yes", "no", "yes", "no", "no", "yes", "no"),
    "document.change-public": ("no", "no", "yes", "no", "no", "yes", "no"),
    "passage.write": ("yes", "yes", "yes", "no", "no", "yes", "no"),
    "passage.publish": ("no", "no", "yes", "no", "no", "yes", "no"),
    "page.write": ("yes", "yes", "yes", "no", "no", "yes", "no"),
    "page.publish": ("no", "no", "yes", "no", "no", "yes", "no"),
    "navigation.publish": ("no", "no", "yes", "no", "no", "yes", "no"),
    "front.compose": ("no", "no", "yes", "no", "no", "yes", "no"),
    "front.publish": ("no", "no", "yes", "no", "no", "yes", "no"),
    "front.schedule": ("no", "no", "yes", "no", "no", "yes", "no"),
    "topic.change": ("no", "no", "yes", "no", "no", "yes", "no"),
    "author.change": ("no", "no", "yes", "no", "no", "yes", "no"),
    "section.change": ("no", "no", "no", "no", "no", "yes", "no"),
    "kind.change": ("no", "no", "no", "no", "no", "yes", "no"),
    "edition.change": ("no", "no", "no", "no", "no", "yes", "no"),
    "staff.change": ("no", "no", "no", "no", "no", "yes", "no"),
    "press.print": ("no", "no", "no", "no", "no", "yes", "yes"),
}
PLACES = (HERE, ELSEWHERE, ANYWHERE, EVERYWHERE)
QUESTIONS = list(product(ROLES, EXPECTED, (HERE, ""), PLACES, (True, False)))


def test_the_whole_table() -> None:
    """The table is asked whole; ``pytest -s`` prints its size."""
    assert set(ROLES) == set(RoleName.values) == set(TABLE)
    assert set(EXPECTED) == VERBS
    wrong = [question for question in QUESTIONS if _asked(*question) is not _expected(*question)]
    assert wrong == []
    print(f"\nrole table: {len(ROLES)} roles × {len(EXPECTED)} verbs, {len(QUESTIONS)} questions")  # noqa: T201 how much was asked is part of the answer


def _asked(role: str, verb: str, held: str, place: str, own: bool) -> bool:
    return permits([Holding(role, held)], verb, place, own)


def _expected(role: str, verb: str, held: str, place: str, own: bool) -> bool:
    answer = EXPECTED[verb][ROLES.index(role)]
    reaches = held == "" or place in (held, ANYWHERE)
    return reaches and (answer == "yes" or (answer == "own" and own))


def test_roles_add_up_each_where_it_is_held() -> None:
    held = [Holding("reporter", ELSEWHERE), Holding("desk_editor", HERE)]
    assert permits(held, "article.publish", HERE)
    assert permits(held, "article.write", ELSEWHERE)
    assert not permits(held, "article.publish", ELSEWHERE)
    assert not permits(held, "article.publish", EVERYWHERE)


def test_no_edition_is_called_as_all_of_them_are() -> None:
    assert not permits([Holding("editor_in_chief", EVERYWHERE)], "staff.change", EVERYWHERE)


def test_no_role_no_verb() -> None:
    assert not any(permits([], verb, HERE, own=True) for verb in VERBS)


def test_a_technician_reads_no_story_and_gives_no_role() -> None:
    assert TABLE["technician"] == {"press.print"}
    assert {"technician"} == IN_ALL_EDITIONS


def test_a_misspelt_verb_is_no_question() -> None:
    with pytest.raises(ValueError, match=r"article\.publish"):
        permits([Holding("editor_in_chief")], "artcle.publish")


def test_a_refusal_names_the_language_in_that_of_who_reads_it() -> None:
    with translation.override("pt"):
        assert refusal("Nadia Karam", "article.publish", "es").startswith(
            "Nadia Karam não pode fazer isto em espanhol."
        )
