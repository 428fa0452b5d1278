"""Names of things, actors, and the registry of problems."""

import pytest

from rotativa.kit import problems
from rotativa.kit.actor import Actor, Machine, Refused, require
from rotativa.kit.problems import Problem, Severity
from rotativa.kit.things import edition_of, identity_of, kind_of, thing, whole
from rotativa.kit.typed import number

ROBOT = Machine("robot")


def test_a_name_of_a_thing_can_be_taken_apart() -> None:
    name = thing("topic", 5, "pt-BR")
    assert name == "topic:5@pt-BR"
    assert (kind_of(name), identity_of(name), edition_of(name), whole(name)) == ("topic", "5", "pt-BR", "topic:5")
    assert (edition_of(whole(name)), whole(whole(name))) == ("", "topic:5")


@pytest.mark.parametrize(
    "parts", [("", 1, ""), ("topic", "", ""), ("to:pic", 1, ""), ("topic", "1@es", ""), ("topic", 1, "e@s")]
)
def test_a_name_has_one_meaning(parts: tuple[str, object, str]) -> None:
    with pytest.raises(ValueError, match="no name"):
        thing(*parts)


class _Nobody:
    actor_id, actor_name = "user:1", "Nadia Karam"

    def may(self, verb: str, edition: str = "", own: bool = False) -> bool:
        return False


def test_a_refusal_says_who_what_and_where() -> None:
    require(ROBOT, "article.publish", "es")
    with pytest.raises(Refused, match=r"Nadia Karam may not do this in Spanish. Who may: Desk editor"):
        require(_Nobody(), "article.publish", "es")


@pytest.fixture
def finders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problems, "_finders", {})


@pytest.mark.usefixtures("finders")
def test_the_worst_problem_comes_first_and_a_broken_finder_hides_none() -> None:
    late, wrong = Problem("a", Severity.LATE, "late"), Problem("b", Severity.READERS_ARE_WRONG, "wrong")

    def broken(actor: Actor) -> list[Problem]:
        raise ZeroDivisionError

    problems.register("one", lambda actor: [late])
    problems.register("two", broken)
    problems.register("three", lambda actor: [wrong])
    found = problems.problems(ROBOT)
    assert found[0] == wrong
    assert late in found
    assert any("two" in problem.sentence and "ZeroDivisionError" in problem.sentence for problem in found)


def test_a_number_from_an_address_is_one_that_a_database_can_hold() -> None:
    assert (number("0"), number("12"), number("9" * 18)) == (0, 12, 10**18 - 1)
    assert [number(text) for text in ("", "-1", "1.0", " 1", "²", "٣", "9" * 19)] == [None] * 7
