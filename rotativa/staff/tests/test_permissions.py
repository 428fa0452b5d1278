"""The one table: every role, every verb, own edition and another."""

import pytest

from rotativa.staff.permissions import TABLE, VERBS, Holding, RoleName, permits

OWN, OTHER = "es", "ar"
REPORTER = {"article.write", "article.submit", "edition.start", "picture.add", "picture.change"} | {
    "document.add",
    "document.change",
}
DESK = {
    "article.publish",
    "article.schedule",
    "article.withdraw",
    "article.move",
    "topic.change",
    "author.change",
    "picture.change-public",
    "document.change-public",
}
HOUSE = {"section.change", "kind.change", "edition.change", "staff.change", "press.print"}
EXPECTED = {"reporter": REPORTER, "desk_editor": REPORTER | DESK, "administrator": REPORTER | DESK | HOUSE}


def test_the_expectations_cover_every_role_and_verb() -> None:
    assert EXPECTED.keys() == set(RoleName.values) == set(TABLE)
    assert VERBS == REPORTER | DESK | HOUSE


@pytest.mark.parametrize("verb", sorted(VERBS))
@pytest.mark.parametrize("role", RoleName.values)
def test_a_role_in_one_edition(role: str, verb: str) -> None:
    held = [Holding(role, OWN)]
    allowed = verb in EXPECTED[role]
    assert permits(held, verb, OWN) == allowed
    assert not permits(held, verb, OTHER)
    assert permits(held, verb) == allowed


@pytest.mark.parametrize("verb", sorted(VERBS))
@pytest.mark.parametrize("role", RoleName.values)
def test_a_role_in_all_editions(role: str, verb: str) -> None:
    held = [Holding(role)]
    allowed = verb in EXPECTED[role]
    assert (permits(held, verb, OWN), permits(held, verb, OTHER), permits(held, verb)) == (allowed, allowed, allowed)


def test_roles_add_up_each_where_it_is_held() -> None:
    held = [Holding("reporter", OTHER), Holding("desk_editor", OWN)]
    assert permits(held, "article.publish", OWN)
    assert permits(held, "article.write", OTHER)
    assert not permits(held, "article.publish", OTHER)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_no_role_no_verb(verb: str) -> None:
    assert not permits([], verb, OWN)


def test_a_misspelt_verb_is_no_question() -> None:
    with pytest.raises(ValueError, match=r"article\.publish"):
        permits([Holding("administrator")], "artcle.publish")
