from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest

from rotativa.kit import trace
from rotativa.kit.hashing import fingerprint
from rotativa.kit.things import Thing, thing, whole
from rotativa.kit.trace import Facet, Key, Shelf

NOW = datetime(2026, 3, 1, tzinfo=UTC)


class _Newsroom:
    """Names of topics, and how often they were loaded."""

    def __init__(self) -> None:
        self.names = {"1@es": "Siria", "2@es": "Trigo"}
        self.loads: list[tuple[str, ...]] = []
        self.card = Facet("topic.card", self._load, rows={}, until=lambda value, now: now + timedelta(hours=1))
        self.latest = Shelf("topics.latest", lambda arguments: {"es": ("1", "2")}, holding=lambda things: {})

    def _load(self, arguments: tuple[str, ...]) -> Mapping[str, str]:
        self.loads.append(arguments)
        return {one: self.names[one] for one in arguments if one in self.names}


@pytest.fixture
def newsroom() -> Iterator[_Newsroom]:
    yield _Newsroom()
    trace.require_traces(False)


def test_a_page_leaves_what_it_asked_and_what_it_got(newsroom: _Newsroom) -> None:
    with trace.tracing(NOW) as page:
        assert newsroom.card.many(["1@es", "9@es"]) == ("Siria", None)
        assert newsroom.latest("es") == ("1", "2")
        assert newsroom.latest("pt") == ()
    assert page.used == {
        Key("topic.card", "1@es"): fingerprint("Siria"),
        Key("topic.card", "9@es"): fingerprint(None),
        Key("topics.latest", "es"): fingerprint(("1", "2")),
        Key("topics.latest", "pt"): fingerprint(()),
    }


def test_the_earliest_instant_is_the_page_s(newsroom: _Newsroom) -> None:
    with trace.tracing(NOW) as page:
        newsroom.card("1@es")
        assert trace.moment() == NOW
    assert page.until == NOW + timedelta(hours=1)


def test_pages_of_a_batch_share_the_memory_but_not_the_record(newsroom: _Newsroom) -> None:
    with trace.batch():
        newsroom.card.many(["1@es", "2@es"])
        pages = []
        for identity in ("1@es", "2@es"):
            with trace.tracing(NOW) as page:
                newsroom.card(identity)
            pages.append(page)
    assert newsroom.loads == [("1@es", "2@es")]
    assert [list(page.used) for page in pages] == [[Key("topic.card", "1@es")], [Key("topic.card", "2@es")]]


def test_a_batch_inside_a_batch_joins_it(newsroom: _Newsroom) -> None:
    with trace.batch():
        newsroom.card("1@es")
        with trace.batch():
            newsroom.card("1@es")
    newsroom.card("1@es")
    assert newsroom.loads == [("1@es",), ("1@es",)]


def test_the_press_makes_no_read_outside_a_trace(newsroom: _Newsroom) -> None:
    trace.require_traces()
    with pytest.raises(trace.Untraced, match=r"topic\.card"):
        newsroom.card("1@es")
    with trace.batch():
        newsroom.card("1@es")


def test_fresh_fingerprints_pass_every_memory(newsroom: _Newsroom) -> None:
    with trace.batch():
        newsroom.card("1@es")
        newsroom.names["1@es"] = "Levante"
        assert newsroom.card("1@es") == "Siria"
        assert newsroom.card.fresh(["1@es"]) == {"1@es": fingerprint("Levante")}


def test_they_pass_what_a_read_remembers_too() -> None:
    names = {"1": "Siria"}
    remembers = Facet(
        "topic.card", lambda asked: {one: trace.memory("names").setdefault(one, names[one]) for one in asked}, rows={}
    )
    with trace.batch():
        assert remembers("1") == "Siria"
        names["1"] = "Levante"
        assert remembers.fresh(["1"]) == {"1": fingerprint("Levante")}
    assert remembers("1") == "Levante"


def test_a_page_that_reads_two_truths_is_refused(newsroom: _Newsroom) -> None:
    with trace.tracing(NOW):
        newsroom.card("1@es")
        newsroom.names["1@es"] = "Levante"
        with pytest.raises(RuntimeError, match="twice"):
            newsroom.card("1@es")


def test_no_read_asks_a_clock() -> None:
    with pytest.raises(LookupError):
        trace.moment()


def test_a_page_is_rendered_by_itself() -> None:
    with trace.tracing(NOW), pytest.raises(RuntimeError, match="inside a trace"), trace.tracing(NOW):
        pass


def test_files_that_a_page_names_are_recorded() -> None:
    with trace.tracing(NOW) as page:
        trace.uses_file("/assets/0a.css")
    assert page.files == {"/assets/0a.css"}


def test_what_is_made_once_is_what_every_page_used(newsroom: _Newsroom) -> None:
    made: list[str] = []

    def make() -> str:
        made.append("made")
        trace.uses_file("/assets/0a.css")
        return str(newsroom.card("1@es"))

    pages = []
    with trace.at(NOW), trace.batch():
        for _ in range(2):
            with trace.tracing(NOW) as page:
                assert trace.once("card", make) == "Siria"
            pages.append(page)
    assert made == ["made"]
    for page in pages:
        assert page.used == {Key("topic.card", "1@es"): fingerprint("Siria")}
        assert page.files == {"/assets/0a.css"}
        assert page.until == NOW + timedelta(hours=1)


def test_outside_a_batch_nothing_is_kept(newsroom: _Newsroom) -> None:
    for _ in range(2):
        with trace.tracing(NOW) as page:
            trace.once("card", lambda: newsroom.card("1@es"))
            trace.part("frame", lambda: newsroom.card("2@es"))
        assert set(page.used) == {Key("topic.card", "1@es"), Key("topic.card", "2@es")}
    assert len(newsroom.loads) == 4


def test_a_part_keeps_its_record_in_one_piece_with_the_parts_inside(newsroom: _Newsroom) -> None:
    def frame() -> str:
        return f"{trace.part('name', lambda: newsroom.card('2@es'))} {newsroom.card('1@es')}"

    with trace.at(NOW), trace.batch(), trace.tracing(NOW) as page:
        assert trace.once("all", lambda: trace.part("frame", frame)) == "Trigo Siria"
        newsroom.card("9@es")
    assert set(page.used) == {Key("topic.card", "9@es")}
    assert [set(part.used) for part in page.parts] == [{Key("topic.card", "1@es")}, {Key("topic.card", "2@es")}]
    assert len(page.everything()) == 3
    assert page.until == NOW + timedelta(hours=1)


def test_what_could_not_be_made_is_made_again(newsroom: _Newsroom) -> None:
    def fail() -> str:
        raise RuntimeError("not now")

    with trace.at(NOW), trace.batch():
        with pytest.raises(RuntimeError, match="not now"):
            trace.once("card", fail)
        assert trace.once("card", lambda: "made") == "made"


def test_a_face_is_found_by_the_thing_where_its_argument_says_no_more() -> None:
    card: Facet[str] = Facet("topic.card", lambda arguments: {}, rows={})
    of_any: Facet[str] = Facet("address", lambda arguments: {}, rows={}, of=lambda argument: whole(Thing(argument)))
    topic, article = thing("topic", 5), thing("article", 5)
    assert (card.argument_of(topic), card.argument_of(article)) == ("5", None)
    assert (of_any.argument_of(topic), of_any.argument_of(article)) == ("topic:5", "article:5")
    for facet, one, edition in ((card, "5", "5@es"), (of_any, "topic:5", "topic:5@es")):
        assert facet.thing_of(one) == facet.thing_of(edition) == topic
        assert facet.argument_of(facet.thing_of(one)) == one
        assert facet.argument_of(facet.thing_of(edition)) != edition
