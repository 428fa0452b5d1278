"""Plain pages: written, published, renamed and withdrawn, each with its address and its fact."""

import pytest
from django.core.exceptions import ValidationError

from rotativa.addresses.queries import current_paths
from rotativa.addresses.tests.leading import marker
from rotativa.daybook.models import FactRow
from rotativa.editions.naming import Overtaken as NameOvertaken
from rotativa.fronts.actions.add_page import add_page
from rotativa.fronts.actions.change_page_kind import change_page_kind
from rotativa.fronts.actions.delete_page import delete_page
from rotativa.fronts.actions.name_page import name_page
from rotativa.fronts.actions.publish_page import publish_page
from rotativa.fronts.actions.save_page import save_page
from rotativa.fronts.actions.withdraw_page import withdraw_page
from rotativa.fronts.facets import page_card, page_full
from rotativa.fronts.models import PageSnapshot, PageText, PlainPage
from rotativa.fronts.shelves import all_pages
from rotativa.fronts.tests.makers import Writer, make_page, write_page
from rotativa.fronts.texts import draft_of_page, seen
from rotativa.kit.actor import Refused
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.pictures.uses import places
from rotativa.stories.errors import Impossible, NotReady, Overtaken
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_picture, paragraphs
from rotativa.topics.actions.name_section import name_section
from rotativa.topics.models import Section

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def newsroom(newsroom_world: Newsroom, db: None) -> None:
    """Every test has one."""


def verbs() -> list[str]:
    return [fact.verb for fact in FactRow.objects.order_by("pk") if fact.verb.startswith("page.")]


def path_of(page: PlainPage, edition: str = "en") -> str | None:
    named = f"{page.thing}@{edition}"
    return current_paths([named]).get(named)


def test_what_it_says_is_changed_in_all_editions_by_who_may_publish_where_it_is_out() -> None:
    page = add_page(ACTOR, "other")
    write_page(page, "en", "How we correct")
    change_page_kind(Writer(), page, "about")
    change_page_kind(Writer(), page, "about")
    assert verbs().count("page.changed") == 1, "the same again is none"
    publish_page(ACTOR, page, "en")
    with pytest.raises(Refused):
        change_page_kind(Writer(), page, "corrections")
    before = page_full.fresh([f"{page.pk}@en"])
    change_page_kind(ACTOR, page, "corrections")
    published = page_full(f"{page.pk}@en")
    assert published is not None
    assert (published.machine_type, path_of(page)) == ("WebPage", "/en/how-we-correct/")
    assert page_full.fresh([f"{page.pk}@en"]) != before, "it was about who we are"
    before = page_full.fresh([f"{page.pk}@en"])
    change_page_kind(ACTOR, page, "method")
    assert page_full.fresh([f"{page.pk}@en"]) == before, "machines have one word for both"
    with pytest.raises(ValidationError):
        change_page_kind(ACTOR, page, "nothing")
    write_page(page, "es", "Cómo corregimos")
    with pytest.raises(Refused):
        change_page_kind(Writer(), page, "about")


def test_readers_have_nothing_before_it_is_published() -> None:
    page = add_page(ACTOR, "about")
    write_page(page, "en", "Who we are")
    assert (path_of(page), page_card(f"{page.pk}@en"), all_pages("en")) == (None, None, ())
    publish_page(ACTOR, page, "en")
    assert path_of(page) == "/en/who-we-are/"
    assert all_pages("en") == (str(page.pk),)
    full = page_full(f"{page.pk}@en")
    assert full is not None
    assert (full.text.title, full.machine_type) == ("Who we are", "AboutPage")
    assert "one paper" in str(full.text.body)
    assert all_pages("es") == ()
    save_page(ACTOR, page, "en", body=[paragraphs("Something else.")])
    assert page_full(f"{page.pk}@en") == full, "a draft"
    publish_page(ACTOR, page, "en")
    publish_page(ACTOR, page, "en")  # the same again is no fact
    assert verbs() == ["page.added", "page.named", "page.saved", "page.published", "page.saved", "page.updated"]


def test_another_address_redirects_and_another_title_goes_out_at_once() -> None:
    page = make_page()
    save_page(ACTOR, page, "en", body=[paragraphs("Not for readers yet.")])
    name_page(ACTOR, page, "en", name="About Atlas", slug="about")
    assert path_of(page) == "/en/about/"
    assert marker("/en/who-we-are/") == "/en/about/"
    full, card = page_full(f"{page.pk}@en"), page_card(f"{page.pk}@en")
    assert full is not None
    assert card is not None
    assert full.text.title == card.name == "About Atlas"
    assert "Not for readers" not in str(full.text.body)
    fact = FactRow.objects.get(verb="page.renamed")
    assert (fact.details["name"], fact.details["from"]) == ("About Atlas", "Who we are")


def test_what_is_withdrawn_is_gone_and_comes_back_to_its_place() -> None:
    page = make_page()
    name_page(ACTOR, page, "en", name="Who we are", slug="about")
    withdraw_page(ACTOR, page, "en")
    assert marker("/en/about/") == marker("/en/who-we-are/") == ""
    assert (page_full(f"{page.pk}@en"), all_pages("en")) == (None, ())
    with pytest.raises(Impossible):
        withdraw_page(ACTOR, page, "en")
    name_page(ACTOR, page, "en", name="About us", slug="about-us")
    assert marker("/en/about/") == "", "what nobody can read is given no other address"
    publish_page(ACTOR, page, "en")
    assert path_of(page) == "/en/about-us/"
    assert marker("/en/about/") == "/en/about-us/"
    assert verbs()[-1] == "page.republished"


def test_an_address_of_something_else_is_refused_by_its_field() -> None:
    name_section(ACTOR, Section.objects.get(), "en", name="World", slug="world")
    page = add_page(ACTOR)
    for slug in ("world", "topics", "2026-03", "Not a slug"):
        with pytest.raises(ValidationError) as refused:
            name_page(ACTOR, page, "en", name="About", slug=slug)
        assert "slug" in refused.value.message_dict
    write_page(page, "en", "About")
    other = make_page("Other")
    name_page(ACTOR, other, "en", name="Other", slug="about")
    with pytest.raises(ValidationError, match="another word"):
        publish_page(ACTOR, page, "en")
    assert path_of(page) is None
    assert PageText.objects.get(page=page).state == "draft"


def test_gates_hold_what_is_empty_and_pictures_without_their_words() -> None:
    page, picture = add_page(ACTOR), make_picture(alts={"en": "A port"})
    for code in ("en", "es"):
        name_page(ACTOR, page, code, name="About")
        with pytest.raises(NotReady, match="no text"):
            publish_page(ACTOR, page, code)
        shown = {"type": "picture", "value": {"picture": picture.pk, "caption": "", "alt": ""}}
        save_page(ACTOR, page, code, body=[paragraphs("Words."), shown])
    publish_page(ACTOR, page, "en")
    with pytest.raises(NotReady, match="alt text"):
        publish_page(ACTOR, page, "es")
    change_picture(ACTOR, picture, alts={"es": "Un puerto"})
    publish_page(ACTOR, page, "es")
    save_page(ACTOR, page, "en", body=[paragraphs("Without it.")])
    publish_page(ACTOR, page, "en")
    assert places(picture) == ("the page “\u2068About\u2069”",), "readers had it"


def test_who_writes_may_not_publish_nor_rename_what_readers_have() -> None:
    page, writer = make_page(), Writer()
    name_page(writer, add_page(writer), "en", name="Draft")
    save_page(writer, page, "en", body=[paragraphs("Mine.")])
    name = PageText.objects.get(page=page).name
    for act in (
        lambda: publish_page(writer, page, "en"),
        lambda: withdraw_page(writer, page, "en"),
        lambda: name_page(writer, page, "en", name="Mine"),
        lambda: save_page(writer, page, "es", body=[]),
    ):
        with pytest.raises(Refused):
            act()
    assert PageText.objects.get(page=page).name == name


def test_two_people_lose_nothing() -> None:
    page = make_page()
    looked = seen(draft_of_page(PageText.objects.get()))
    save_page(ACTOR, page, "en", body=[paragraphs("Theirs.")], seen=looked)
    with pytest.raises(Overtaken):
        save_page(ACTOR, page, "en", body=[paragraphs("Mine.")], seen=looked)
    with pytest.raises(Overtaken):
        publish_page(ACTOR, page, "en", seen=looked)
    saw = {"name": "Who we are", "slug": "who-we-are"}
    name_page(ACTOR, page, "en", name="Theirs", seen=saw)
    with pytest.raises(NameOvertaken):
        name_page(ACTOR, page, "en", name="Mine", seen=saw)


def test_only_what_readers_never_had_is_deleted() -> None:
    page, draft = make_page(), add_page(ACTOR)
    write_page(draft, "en", "Draft")
    delete_page(ACTOR, draft)
    assert list(PlainPage.objects.all()) == [page]
    withdraw_page(ACTOR, page, "en")
    with pytest.raises(Impossible):
        delete_page(ACTOR, page)
    assert PageSnapshot.objects.count() == 1
