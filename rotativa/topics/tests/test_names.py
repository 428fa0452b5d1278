"""Sections, kinds and topics: their names per edition, their addresses, and what pages learn of a change."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from rotativa.addresses.queries import current_paths
from rotativa.addresses.tests.leading import marker
from rotativa.daybook.queries import after
from rotativa.editions.actions.add_edition import add_edition
from rotativa.kit.actor import Refused
from rotativa.kit.things import thing
from rotativa.staff.tests.makers import ACTOR, make_person
from rotativa.topics import facets, queries
from rotativa.topics.actions.add_kind import add_kind
from rotativa.topics.actions.add_section import add_section
from rotativa.topics.actions.add_topic import add_topic
from rotativa.topics.actions.name_kind import name_kind
from rotativa.topics.actions.name_section import name_section
from rotativa.topics.actions.name_topic import name_topic
from rotativa.topics.actions.order_sections import order_sections
from rotativa.topics.models import Section, Topic, TopicName
from rotativa.topics.shelves import all_sections

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editions() -> None:
    """Three editions, one of them with a prefix of its own."""
    add_edition(ACTOR, "es", name="Atlas")
    add_edition(ACTOR, "en")
    add_edition(ACTOR, "ar", prefix="arabic")


@pytest.fixture
def politics() -> Section:
    """A section that two editions name."""
    section = add_section(ACTOR)
    name_section(ACTOR, section, "es", name="Política")
    name_section(ACTOR, section, "ar", name="سياسة")
    return section


@pytest.fixture
def syria() -> Topic:
    """A topic that two editions name."""
    topic = add_topic(ACTOR, "place")
    name_topic(ACTOR, topic, "es", name="Siria", description="Noticias de Siria.")
    name_topic(ACTOR, topic, "en", name="Syria")
    return topic


def _verbs() -> list[str]:
    return [fact.verb for fact in after(0) if not fact.verb.startswith("edition.")]


def test_a_name_gives_an_address_in_its_edition(politics: Section, syria: Topic) -> None:
    section, topic = f"section:{politics.pk}", f"topic:{syria.pk}"
    things = [f"{section}@es", f"{section}@ar", f"{section}@en", f"{topic}@es", f"{topic}@en", f"{topic}@ar"]
    assert current_paths(things) == {
        f"{section}@es": "/es/política/",
        f"{section}@ar": "/arabic/سياسة/",
        f"{topic}@es": "/es/topics/siria/",
        f"{topic}@en": "/en/topics/syria/",
    }


def test_a_kind_has_a_page_of_its_own_even_where_its_word_is_kept_elsewhere() -> None:
    live = add_kind(ACTOR, "live")
    assert name_kind(ACTOR, live, "en", name="Live").slug == "live"
    name_kind(ACTOR, live, "es", name="En directo", description="Contado mientras ocurre.")
    english, spanish = f"kind:{live.pk}@en", f"kind:{live.pk}@es"
    assert current_paths([english, spanish]) == {english: "/en/kinds/live/", spanish: "/es/kinds/en-directo/"}
    assert facets.abouts["kind"](f"{live.pk}@es") == queries.About("Contado mientras ocurre.")
    with pytest.raises(ValidationError):
        name_topic(ACTOR, add_topic(ACTOR, "subject"), "en", name="Live")


def test_another_slug_moves_the_page_and_leaves_a_redirect(syria: Topic) -> None:
    name_topic(ACTOR, syria, "es", name="Siria", slug="república-siria")
    assert marker("/es/topics/siria/") == "/es/topics/república-siria/"
    assert marker("/en/topics/syria/") is None
    name_topic(ACTOR, syria, "es", name="Siria", slug="siria")
    assert marker("/es/topics/siria/") is None
    assert marker("/es/topics/república-siria/") == "/es/topics/siria/"


def test_another_name_alone_keeps_the_address(syria: Topic) -> None:
    row = name_topic(ACTOR, syria, "es", name="República Árabe Siria")
    assert row.slug == "siria"


def test_the_same_name_again_is_no_fact(syria: Topic) -> None:
    before = _verbs()
    name_topic(ACTOR, syria, "es", name="  Siria ", slug="siria", description="Noticias de Siria.")
    assert _verbs() == before


def test_every_act_is_a_fact_of_its_thing(politics: Section, syria: Topic) -> None:
    name_section(ACTOR, politics, "es", name="Actualidad política")
    kind = add_kind(ACTOR, "analysis")
    name_kind(ACTOR, kind, "es", name="Análisis")
    name_kind(ACTOR, kind, "es", name="El análisis")
    facts = [(fact.verb, fact.things, fact.edition) for fact in after(0) if not fact.verb.startswith("edition.")]
    section, topic, named = thing("section", politics.pk), thing("topic", syria.pk), thing("kind", kind.pk)
    assert facts == [
        ("section.added", (section,), ""),
        ("section.named", (section,), "es"),
        ("section.named", (section,), "ar"),
        ("topic.added", (topic,), ""),
        ("topic.named", (topic,), "es"),
        ("topic.named", (topic,), "en"),
        ("section.renamed", (section,), "es"),
        ("kind.added", (named,), ""),
        ("kind.named", (named,), "es"),
        ("kind.renamed", (named,), "es"),
    ]


def test_two_topics_of_one_name_get_two_addresses(syria: Topic) -> None:
    other = add_topic(ACTOR, "subject")
    assert name_topic(ACTOR, other, "es", name="Siria").slug == "siria-2"


@pytest.mark.parametrize(
    ("slug", "says"),
    [
        ("siria", "is or was another page's"),
        ("Siria", "small letters"),
        ("a b", "single hyphens"),
        ("2026", "lists and dates"),
        ("2026-03", "lists and dates"),
        ("topics", "lists and dates"),
        ("ع" * 91, "too long"),
        ("ع" * 181, "too long"),
    ],
)
def test_a_slug_that_cannot_be_had_says_so_in_the_form(syria: Topic, slug: str, says: str) -> None:
    other = add_topic(ACTOR, "subject")
    before = _verbs()
    with pytest.raises(ValidationError) as caught:
        name_topic(ACTOR, other, "es", name="Otra", slug=slug)
    assert list(caught.value.message_dict) == ["slug"]
    assert says in caught.value.message_dict["slug"][0]
    assert _verbs() == before
    assert not TopicName.objects.filter(topic=other).exists()


def test_a_slug_that_was_somebodys_stays_theirs(syria: Topic) -> None:
    name_topic(ACTOR, syria, "es", name="Siria", slug="levante")
    other = add_topic(ACTOR, "place")
    with pytest.raises(ValidationError, match="/es/topics/siria/"):
        name_topic(ACTOR, other, "es", name="Siria", slug="siria")
    assert name_topic(ACTOR, other, "es", name="Siria").slug == "siria-2"


def test_one_word_may_be_section_and_topic() -> None:
    section, topic = add_section(ACTOR), add_topic(ACTOR, "subject")
    assert name_section(ACTOR, section, "en", name="Culture").slug == "culture"
    assert name_topic(ACTOR, topic, "en", name="Culture").slug == "culture"


@pytest.mark.parametrize("word", ["topics", "Authors", "1999", "2026-03", "search"])
def test_a_section_does_not_take_the_place_of_lists_and_years(word: str) -> None:
    section = add_section(ACTOR)
    with pytest.raises(ValidationError) as caught:
        name_section(ACTOR, section, "en", name=word)
    assert list(caught.value.message_dict) == ["slug"]


@pytest.mark.parametrize(
    ("name", "wrong"), [("", "name"), ("  ", "name"), ("\u200b\u200f", "name"), ("x" * 201, "name"), ("☂️", "slug")]
)
def test_a_name_that_is_none_is_refused_by_field(syria: Topic, name: str, wrong: str) -> None:
    with pytest.raises(ValidationError) as caught:
        name_topic(ACTOR, syria, "ar", name=name)
    assert list(caught.value.message_dict) == [wrong]


def test_an_edition_that_is_not_there_is_named(syria: Topic) -> None:
    with pytest.raises(ValidationError, match="no edition “fr”"):
        name_topic(ACTOR, syria, "fr", name="Syrie")


def test_a_type_or_code_that_is_none_is_refused() -> None:
    with pytest.raises(ValidationError):
        add_topic(ACTOR, "planet")
    with pytest.raises(ValidationError):
        add_kind(ACTOR, "Hot Take")
    add_kind(ACTOR, "news")
    with pytest.raises(ValidationError):
        add_kind(ACTOR, "news")


NAMED = [(facets.topics, name_topic), (facets.sections, name_section), (facets.kinds, name_kind)]


@pytest.mark.parametrize(("facet", "name"), NAMED)
def test_a_name_in_one_edition_touches_no_other(facet: Any, name: Any) -> None:

    if name is name_topic:
        owner: Any = add_topic(ACTOR, "place")
    else:
        owner = add_section(ACTOR) if name is name_section else add_kind(ACTOR, "news")
    name(ACTOR, owner, "en", name="One")
    both = [f"{owner.pk}@en", f"{owner.pk}@es"]
    start = facet.fresh(both)
    assert facet(both[1]) is None
    name(ACTOR, owner, "es", name="Uno")
    named = facet.fresh(both)
    assert {key for key in both if named[key] != start[key]} == {f"{owner.pk}@es"}
    name(ACTOR, owner, "es", name="Dos")
    renamed = facet.fresh(both)
    assert {key for key in both if renamed[key] != named[key]} == {f"{owner.pk}@es"}
    assert facet(both[1]).name == "Dos"


def test_a_slug_is_no_part_of_the_card(syria: Topic) -> None:
    key = f"{syria.pk}@es"
    before = facets.topics.fresh([key])
    name_topic(ACTOR, syria, "es", name="Siria", slug="levante", description="Noticias de Siria.")
    assert facets.topics.fresh([key]) == before


def test_cards_say_what_pages_show(syria: Topic) -> None:
    key = f"{syria.pk}@es"
    assert facets.topics(key) == queries.TopicCard(key, "place", "Siria")
    assert facets.abouts["topic"](key) == queries.About("Noticias de Siria.")
    assert facets.topics.many([f"{syria.pk}@ar", "nonsense", "9999@es"]) == (None, None, None)
    kind = add_kind(ACTOR, "analysis")
    name_kind(ACTOR, kind, "es", name="Análisis")
    assert facets.kinds(f"{kind.pk}@es") == queries.KindCard(f"{kind.pk}@es", "analysis", "Análisis")


def test_what_only_the_page_of_a_topic_says_changes_no_card(syria: Topic) -> None:
    key = f"{syria.pk}@es"
    card, about = facets.topics.fresh([key]), facets.abouts["topic"].fresh([key])
    name_topic(ACTOR, syria, "es", name="Siria", description="Otras noticias.")
    assert facets.topics.fresh([key]) == card
    assert facets.abouts["topic"].fresh([key]) != about


def test_many_cards_cost_one_query_and_one_where_a_name_is_missing(
    syria: Topic, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        facets.topics.many([f"{syria.pk}@es", f"{syria.pk}@en", f"{syria.pk}@ar"])


def test_the_shelf_holds_what_its_edition_names_in_order(politics: Section) -> None:
    culture = add_section(ACTOR)
    assert all_sections.many(["es", "en", "ar"]) == ((str(politics.pk),), (), (str(politics.pk),))
    name_section(ACTOR, culture, "es", name="Cultura")
    before = all_sections.fresh(["es", "en", "ar"])
    order_sections(ACTOR, [culture, politics])
    now = all_sections.fresh(["es", "en", "ar"])
    assert all_sections("es") == (str(culture.pk), str(politics.pk))
    assert {edition for edition in now if now[edition] != before[edition]} == {"es"}
    section, topic = thing("section", politics.pk), thing("topic", politics.pk)
    assert all_sections.holding((topic, section)) == {section: ("ar", "es")}


def test_a_renamed_section_keeps_the_shelf(politics: Section) -> None:
    before = all_sections.fresh(["es"])
    name_section(ACTOR, politics, "es", name="Poder")
    assert all_sections.fresh(["es"]) == before


def test_an_order_names_every_section_once(politics: Section) -> None:
    culture = add_section(ACTOR)
    for order in ([politics], [politics, politics], [politics, culture, culture]):
        with pytest.raises(ValidationError):
            order_sections(ACTOR, order)
    before = _verbs()
    order_sections(ACTOR, [politics, culture])
    order_sections(ACTOR, [politics, culture], seen=[culture.pk, politics.pk])
    assert _verbs() == before


def test_an_order_that_changed_meanwhile_is_not_overwritten(politics: Section) -> None:
    culture = add_section(ACTOR)
    seen = [politics.pk, culture.pk]
    order_sections(ACTOR, [culture, politics], seen=seen)
    sport = add_section(ACTOR)
    with pytest.raises(ValidationError):
        order_sections(ACTOR, [politics, culture, sport], seen=seen)
    assert [section.pk for section in Section.objects.all()] == [culture.pk, politics.pk, sport.pk]


def test_who_may_name_what_where(politics: Section, syria: Topic) -> None:
    reporter, editor = make_person("leila", "reporter", "es"), make_person("samir", "desk_editor", "es")
    name_topic(editor, syria, "es", name="Siria hoy")
    add_topic(editor, "person")
    for refused in (
        lambda: name_topic(reporter, syria, "es", name="Siria"),
        lambda: name_topic(editor, syria, "en", name="Syria today"),
        lambda: name_section(editor, politics, "es", name="Poder"),
        lambda: add_section(editor),
        lambda: add_kind(editor, "news"),
        lambda: order_sections(editor, [politics]),
    ):
        with pytest.raises(Refused):
            refused()


def test_choices_of_the_desk_are_those_of_the_edition(politics: Section, syria: Topic) -> None:
    add_kind(ACTOR, "news")
    assert [card.name for card in queries.section_choices("es")] == ["Política"]
    assert queries.section_choices("en") == ()
    assert queries.kind_choices("es") == ()
    assert [card.name for card in queries.topic_choices("es", "sir")] == ["Siria"]
    assert queries.topic_choices("es", "xyz") == ()


def test_lists_that_mix_editions_show_every_name_once(politics: Section) -> None:
    name_section(ACTOR, politics, "en", name="Política")
    assert str(politics) == "Política / سياسة"
    assert str(add_kind(ACTOR, "news")) == "news"
