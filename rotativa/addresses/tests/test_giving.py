"""Every path is given out once, for ever; redirects are one step long; what was withdrawn is gone."""

import threading
from typing import Any

import pytest
from django.db import connections, transaction

from rotativa.addresses import giving, queries
from rotativa.addresses.tests.leading import marker
from rotativa.kit.things import Thing, thing

one, two, other = thing("article", 1), thing("article", 2), thing("topic", 5, "es")


@pytest.mark.django_db
def test_a_path_is_given_out_once() -> None:
    giving.give("/en/a/", one)
    with pytest.raises(giving.Taken, match="/en/a/"):
        giving.give("/en/a/", two)
    giving.give("/en/b/", one)
    with pytest.raises(giving.Taken):
        giving.give("/en/a/", two)  # formerly is taken, too
    assert queries.owner("/en/a/") == one
    assert not queries.is_free("/en/a/", two)
    assert queries.is_free("/en/a/", one)


@pytest.mark.django_db
def test_redirects_are_one_step_and_never_a_circle() -> None:
    for path in ("/en/a/", "/en/b/", "/en/c/", "/en/a/", "/en/b/"):
        giving.give(path, one)
    assert queries.current_paths([one]) == {one: "/en/b/"}
    assert marker("/en/a/") == marker("/en/c/") == "/en/b/"
    assert marker("/en/b/") is None
    assert queries.markers_of([one]) == (("/en/a/", one), ("/en/c/", one))


@pytest.mark.django_db
def test_what_is_withdrawn_is_gone_with_all_that_led_to_it() -> None:
    giving.give("/en/a/", one)
    giving.give("/en/b/", one)
    giving.withdraw(one)
    assert marker("/en/a/") == marker("/en/b/") == ""
    assert queries.current_paths([one]) == {}
    assert queries.has_address(one)
    giving.give("/en/b/", one)
    assert marker("/en/a/") == "/en/b/"


@pytest.mark.django_db
def test_a_withdrawn_thing_that_comes_back_elsewhere_leads_there() -> None:
    giving.give("/en/a/", one)
    giving.withdraw(one)
    giving.give("/en/b/", one)
    assert marker("/en/a/") == "/en/b/"


@pytest.mark.django_db
def test_old_paths_of_a_thing_are_found_in_all_its_editions() -> None:
    giving.give("/es/temas/siria/", other)
    giving.give("/es/temas/siria-2/", other)
    giving.give("/en/topics/syria/", thing("topic", 5, "en"))
    giving.give("/en/topics/x/", thing("topic", 55, "en"))
    giving.give("/en/topics/y/", thing("topic", 55, "en"))
    assert queries.markers_of([Thing("topic:5"), one]) == (("/es/temas/siria/", other),)
    assert list(queries.all_markers()) == [("/en/topics/x/", "topic:55@en"), ("/es/temas/siria/", other)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("en/a/", "begin"),
        ("", "begin"),
        ("/en//a/", "empty"),
        ("/en/a/?x", "sign"),
        ("/en/#a", "sign"),
        ("/en/a\\b/", "sign"),
        ("/en/a\0/", "sign"),
        ("/en/../a/", "dot"),
        ("/en/./a/", "dot"),
        ("/en/.hidden/", "dot"),
        ("/en/a/..", "dot"),
        ("/en/a/index.html", "file"),
        ("/feed.xml.gz", "file"),
        ("/en/e\u0301/", "NFC"),
        (f"/en/{'a/' * 500}", "1000"),
        (f"/en/{'é' * 126}/", "250"),
    ],
)
def test_what_is_no_path_is_refused(path: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"no path that can be printed: .*{why}"):
        giving.give(path, one)


@pytest.mark.django_db
def test_paths_in_any_script() -> None:
    for number, path in enumerate(("/ar/2026/11/25/قصة/", "/en/🦊/", "/en/" + "é" * 90 + "/")):
        giving.give(path, thing("article", number))
        assert queries.current_paths([thing("article", number)]) == {thing("article", number): path}


def test_two_who_ask_at_once_get_one_path(separate_database: Any) -> None:
    outcomes: list[str] = []
    barrier = threading.Barrier(2)

    def ask(name: Thing) -> None:
        try:
            barrier.wait(10)
            with transaction.atomic():
                giving.give("/en/a/", name)
            outcomes.append("given")
        except giving.Taken:
            outcomes.append("taken")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask, args=(name,)) for name in (one, two)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["given", "taken"]
