"""One fact, one row, one transaction."""

import pytest
from django.db import DatabaseError, transaction

from rotativa.daybook import queries, writing
from rotativa.daybook.models import FactRow
from rotativa.kit.actor import Machine
from rotativa.kit.things import thing

pytestmark = pytest.mark.django_db
ann = Machine("ann")


def _fail(verb: str) -> None:
    with writing.transaction(ann):
        writing.note(verb, [thing("topic", 2)])
        raise ValueError("no")


def _change_all() -> None:
    with writing.transaction(ann):
        FactRow.objects.update(verb="changed")
        writing.note("after", [thing("topic", 1)])


def test_a_fact_says_who_did_what_to_which_things() -> None:
    with writing.transaction(ann):
        writing.note("topic.renamed", [thing("topic", 5), thing("topic", 5)], edition="es", details={"name": "Siria"})
    (fact,) = queries.after(0)
    assert (fact.verb, fact.actor_id, fact.actor_name) == ("topic.renamed", "machine:ann", "ann")
    assert (fact.things, fact.edition, fact.details) == (("topic:5",), "es", {"name": "Siria"})
    assert queries.head() == fact.number
    assert queries.after(fact.number) == ()


def test_facts_outside_a_transaction_are_refused() -> None:
    with pytest.raises(writing.NoTransaction, match="the fact “topic"):
        writing.note("topic.renamed", [])
    with pytest.raises(writing.NoTransaction):
        writing.actor()


def test_a_verb_that_fails_leaves_no_fact() -> None:
    with pytest.raises(ValueError, match="no"):
        _fail("topic.renamed")
    assert queries.head() == 0
    assert not writing.is_open()


def test_an_inner_verb_that_fails_takes_only_its_own_fact_back() -> None:
    with writing.transaction(ann):
        writing.note("outer", [thing("topic", 1)])
        with pytest.raises(ValueError, match="no"):
            _fail("inner")
        writing.note("outer again", [thing("topic", 3)])
    assert [fact.verb for fact in queries.after(0)] == ["outer", "outer again"]


def test_facts_are_the_last_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    with writing.transaction(ann):
        writing.note("outer", [thing("topic", 1)])
        assert not FactRow.objects.exists()
    assert FactRow.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_verb_that_waits_for_the_commit_has_a_fact_of_its_own() -> None:
    def pack() -> None:
        with writing.transaction(Machine("worker")):
            writing.note("picture.packed", [thing("picture", 1)])

    with writing.transaction(ann):
        transaction.on_commit(pack)
        writing.note("picture.changed", [thing("picture", 1)])
    assert [(fact.verb, fact.actor_name) for fact in queries.after(0)] == [
        ("picture.changed", "ann"),
        ("picture.packed", "worker"),
    ]


def test_a_fact_that_cannot_be_written_undoes_the_change(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(facts: object) -> None:
        raise DatabaseError("the disk is full")

    with writing.transaction(ann):
        writing.note("before", [thing("topic", 1)])
    monkeypatch.setattr(writing, "_write", broken)
    with pytest.raises(DatabaseError):
        _change_all()
    assert [fact.verb for fact in queries.latest()] == ["before"]


def test_the_latest_facts_of_an_edition() -> None:
    for edition in ("es", "pt", "es"):
        with writing.transaction(ann):
            writing.note("verb", [thing("topic", 1)], edition=edition)
    newest = queries.latest(queries.Wanted(edition="es"))
    assert [fact.edition for fact in newest] == ["es", "es"]
    assert queries.latest(queries.Wanted(edition="es"), before=newest[0].number) == newest[1:]
    assert len(queries.latest(most=2)) == 2
