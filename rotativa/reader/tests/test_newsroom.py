"""The theme on a real newsroom: every place is rendered from recorded reads only, and a batch costs few queries."""

from itertools import chain
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rotativa.fronts.tests.makers import make_page
from rotativa.kit import trace
from rotativa.kit.things import Thing, thing
from rotativa.press.answering import shelves_of
from rotativa.press.registry import Place, registry
from rotativa.press.testing import recorded_reads_only
from rotativa.reader.surfaces import all_surfaces
from rotativa.reader.surfaces.article import ArticleSurface
from rotativa.reader.surfaces.messages import GoneSurface, NotFoundSurface
from rotativa.reader.tests.paper import NOW
from rotativa.reader.tests.selecting import Found
from rotativa.stories.actions.move import move
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.remove_subject import remove_subject
from rotativa.stories.actions.tell_of_withdrawal import tell_of_withdrawal
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.errors import Impossible
from rotativa.stories.models import ArticlePage
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_picture, make_public
from rotativa.topics.actions.add_section import add_section
from rotativa.topics.actions.name_section import name_section

pytestmark = pytest.mark.django_db

MOST_A_BATCH = 44


@pytest.fixture
def newsroom(newsroom_world: Newsroom, db: None) -> Newsroom:
    return newsroom_world


def all_places() -> dict[str, tuple[str, Place]]:
    return {place.path: (surface.name, place) for surface in all_surfaces() for place in surface.places()}


def rendered(surface: str, argument: str) -> bytes | None:
    found = {one.name: one for one in all_surfaces()}[surface]
    with trace.tracing(NOW):
        return found.render(argument)


def test_every_place_is_rendered_from_recorded_reads(newsroom: Newsroom) -> None:
    picture = make_picture()
    make_public(newsroom, "en", picture=picture.pk)
    make_public(newsroom, "ar", headline="الجسر مفتوح")
    make_page()
    withdrawn = make_public(newsroom, headline="Never again")
    withdraw(ACTOR, withdrawn)
    tell_of_withdrawal(ACTOR, withdrawn, tells=True)
    with recorded_reads_only():
        places = all_places()
    kinds = {name for name, _ in places.values()}
    assert kinds == {surface.name for surface in all_surfaces()} - {"month"}
    with recorded_reads_only():
        for path, (name, place) in places.items():
            content = rendered(name, place.argument)
            assert content, path
            assert path.endswith((".xml", ".txt", ".json")) or Found.page(content.decode()).first("main").text, path


def test_publication_names_the_places_it_makes(newsroom: Newsroom) -> None:
    article = make_public(newsroom)
    found = chain.from_iterable(surface.places_of([article.thing]) for surface in all_surfaces())
    places = [place for thing, place in found if thing == article.thing]
    everywhere = {place.path: place.argument for _, place in all_places().values()}
    assert {place.path for place in places} >= {path for path in everywhere if path.count("/") > 5}
    assert all(everywhere[place.path] == place.argument for place in places)


def test_withdrawn_article_has_no_page(newsroom: Newsroom) -> None:
    article = make_public(newsroom)
    withdraw(ACTOR, article)
    assert rendered("article", str(article.pk)) is None
    assert not ArticleSurface().places_of([article.thing])


def test_batch_costs_few_queries(newsroom: Newsroom) -> None:
    picture = make_picture()
    for number in range(8):
        make_public(newsroom, headline=f"Bridge {number}", picture=picture.pk)
    make_page()
    for surface in all_surfaces():
        arguments = [place.argument for place in surface.places()]
        with trace.at(NOW), trace.batch(), CaptureQueriesContext(connection) as queries:
            surface.warm(arguments)
            loaded = len(queries)
            for argument in arguments:
                with trace.tracing(NOW):
                    assert surface.render(argument)
        assert loaded <= MOST_A_BATCH, surface.name
        assert not [query["sql"][:160] for query in queries.captured_queries[loaded:]], surface.name


def test_many_things_cost_the_queries_of_one(newsroom: Newsroom) -> None:
    articles = [make_public(newsroom, headline=f"Bridge {number}").thing for number in range(4)]

    def asked(things: list[Thing]) -> int:
        with trace.at(NOW), trace.batch(), CaptureQueriesContext(connection) as queries:
            shelves_of(registry, things)
            for surface in registry.surfaces.values():
                surface.places_of(things)
        return len(queries)

    assert asked(articles) == asked(articles[:1])


def test_a_section_that_is_gone_is_told_below_its_addresses(newsroom: Newsroom) -> None:
    section = add_section(ACTOR)
    name_section(ACTOR, section, "en", name="Tides")
    name_section(ACTOR, section, "en", name="Tides", slug="tide")
    assert not {"/en/tides/410.html", "/en/tide/410.html"} & all_places().keys()
    remove_subject(ACTOR, "section", section.pk)
    gone = thing("section", section.pk)
    found = {place.path: place.argument for whole, place in GoneSurface().places_of([gone]) if whole == gone}
    assert found.keys() == {"/en/tides/410.html", "/en/tide/410.html"}
    assert found.keys() <= all_places().keys()
    page = Found.page((rendered("gone", found["/en/tide/410.html"]) or b"").decode())
    assert page.first("h1").text == "This section is no longer kept"


def below(article: ArticlePage) -> dict[str, str]:
    """The pages that say what stood at the addresses of an article: as a fact names them, and as a whole look does."""
    found = {place.path: place.argument for whole, place in GoneSurface().places_of([article.thing])}
    everywhere = {path: place.argument for path, (_name, place) in all_places().items()}
    assert found == {path: argument for path, argument in everywhere.items() if argument.startswith(article.thing)}
    return found


def test_a_withdrawn_article_is_named_only_where_somebody_says_so(newsroom: Newsroom) -> None:
    article = make_public(newsroom, headline="The clerk who talked")
    move(ACTOR, article, "the-clerk")
    withdraw(ACTOR, article)
    assert not below(article), "the address of a story may not go on telling"
    assert "clerk" not in (rendered("gone", "en") or b"").decode()

    tell_of_withdrawal(ACTOR, article, tells=True)
    pages = below(article)
    assert len(pages) == 2, "each address that it had"
    for argument in pages.values():
        said = Found.page((rendered("gone", argument) or b"").decode())
        day = f"{timezone.localdate(timezone=ZoneInfo('Europe/London')):%-d %B %Y}"
        assert said.first("h1").text == "This article has been withdrawn"
        assert said.first(".standfirst").text.startswith(
            f"“The clerk who talked” was published here on {day} and withdrawn on {day}."
        )

    tell_of_withdrawal(ACTOR, article, tells=False)
    assert not below(article)
    assert {rendered("gone", argument) for argument in pages.values()} == {None}


def test_an_article_that_is_out_again_was_not_withdrawn(newsroom: Newsroom) -> None:
    article = make_public(newsroom)
    withdraw(ACTOR, article, tells=True)
    pages = below(article)
    assert pages
    publish(ACTOR, article)
    assert not below(article)
    assert {rendered("gone", argument) for argument in pages.values()} == {None}
    with pytest.raises(Impossible):
        tell_of_withdrawal(ACTOR, article, tells=True)
    withdraw(ACTOR, article)
    assert not below(article), "what was decided the first time is no decision on the second"


def test_pages_of_what_is_not_there_lead_on(newsroom: Newsroom) -> None:
    for number in range(7):
        make_public(newsroom, headline=f"Bridge {number}")
    for surface, argument in (("not-found", "en"), ("gone", "en"), ("gone", "en/topics")):
        page = Found.page((rendered(surface, argument) or b"").decode())
        links = page(".message .river a")
        assert [link.text for link in links] == [f"Bridge {number}" for number in (6, 5, 4, 3, 2)], argument
        assert links[0]["href"] in {path for path in all_places() if path.endswith("bridge-6/")}
    with trace.tracing(NOW) as traced:
        NotFoundSurface().render("en")
    asked = {key.name for key in traced.everything()}
    assert not {"article.card", "articles.latest"} & asked, (
        "another standfirst would print it again, and change nothing"
    )
