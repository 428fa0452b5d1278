import pytest
from django.core.exceptions import ValidationError

from rotativa.addresses.queries import current_paths
from rotativa.addresses.tests.leading import marker
from rotativa.bylines.actions.add_author import add_author
from rotativa.bylines.actions.merge_author import merge_author
from rotativa.bylines.actions.name_author import name_author
from rotativa.bylines.actions.set_portrait import set_portrait
from rotativa.bylines.facets import about, authors, portraits
from rotativa.bylines.models import Author
from rotativa.bylines.queries import AuthorAbout, AuthorCard, author_choices
from rotativa.daybook.queries import after
from rotativa.editions.actions.add_edition import add_edition
from rotativa.kit.actor import Refused
from rotativa.kit.things import thing
from rotativa.pictures.actions.change_picture import change_picture
from rotativa.pictures.actions.remove_picture import remove_picture
from rotativa.pictures.models import Picture
from rotativa.pictures.uses import InUse
from rotativa.staff.tests.makers import ACTOR, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def huda() -> Author:
    """An author whom two editions name."""
    add_edition(ACTOR, "en", name="Atlas")
    add_edition(ACTOR, "ar")
    author = add_author(ACTOR)
    name_author(ACTOR, author, "en", name="Huda Sabbagh", role="Correspondent", biography="Writes about rivers.")
    name_author(ACTOR, author, "ar", name="هدى صباغ")
    return author


@pytest.fixture
def portrait() -> Picture:
    """A picture; what it shows does not matter here."""
    row = Picture(title="Portrait", width=8, height=10, credit="Rui Azevedo")
    Picture.objects.bulk_create([row])  # straight to the table: no file is needed to point at it
    row.refresh_from_db()
    return row


def test_an_author_has_a_page_in_each_edition_that_names_them(huda: Author) -> None:
    english, arabic = f"author:{huda.pk}@en", f"author:{huda.pk}@ar"
    assert current_paths([english, arabic]) == {english: "/en/authors/huda-sabbagh/", arabic: "/ar/authors/هدى-صباغ/"}
    name_author(ACTOR, huda, "en", name="Huda Sabbagh", slug="huda")
    assert marker("/en/authors/huda-sabbagh/") == "/en/authors/huda/"


def test_two_authors_of_one_name_get_two_pages(huda: Author) -> None:
    assert name_author(ACTOR, add_author(ACTOR), "en", name="Huda Sabbagh").slug == "huda-sabbagh-2"
    with pytest.raises(ValidationError) as caught:
        name_author(ACTOR, add_author(ACTOR), "en", name="Huda Sabbagh", slug="huda-sabbagh")
    assert list(caught.value.message_dict) == ["slug"]


def test_the_card_says_what_pages_show_and_changes_with_its_edition(huda: Author) -> None:
    english, arabic = f"{huda.pk}@en", f"{huda.pk}@ar"
    assert authors(english) == AuthorCard(english, "Huda Sabbagh")
    assert authors(f"{huda.pk}@fr") is None
    before = authors.fresh([english, arabic])
    name_author(ACTOR, huda, "en", name="Huda Al Sabbagh", role="Correspondent", biography="Writes about rivers.")
    now = authors.fresh([english, arabic])
    assert {key for key in now if now[key] != before[key]} == {english}


def test_what_only_the_page_of_an_author_says_changes_no_card(huda: Author) -> None:
    english = f"{huda.pk}@en"
    assert about(english) == AuthorAbout("Correspondent", "Writes about rivers.", "", "")
    before = authors.fresh([english])
    name_author(ACTOR, huda, "en", name="Huda Sabbagh", role="Editor", biography="Writes about rivers.")
    assert about(english) == AuthorAbout("Editor", "Writes about rivers.", "", "")
    assert authors.fresh([english]) == before


def test_a_portrait_changes_only_pages_that_show_it(huda: Author, portrait: Picture) -> None:
    bylines = [f"{huda.pk}@en", f"{huda.pk}@ar"]
    before = (authors.fresh(bylines), about.fresh(bylines))
    without = portraits.fresh([str(huda.pk)])
    set_portrait(ACTOR, huda, portrait.pk)
    assert portraits(str(huda.pk)) == str(portrait.pk)
    assert portraits.fresh([str(huda.pk)]) != without
    assert (authors.fresh(bylines), about.fresh(bylines)) == before, "an article names its author, and no more"
    set_portrait(ACTOR, huda, None)
    assert portraits.fresh([str(huda.pk)]) == without


def test_a_portrait_says_who_made_it_and_goes_on_saying_it(huda: Author, portrait: Picture) -> None:
    Picture.objects.filter(pk=portrait.pk).update(credit="")
    for attempt in (lambda: set_portrait(ACTOR, huda, portrait.pk), lambda: add_author(ACTOR, portrait=portrait.pk)):
        with pytest.raises(ValidationError, match="has no credit"):
            attempt()
    Picture.objects.filter(pk=portrait.pk).update(credit="Rui Azevedo")
    set_portrait(ACTOR, huda, portrait.pk)
    with pytest.raises(ValidationError, match="the author “Huda Sabbagh”"):
        change_picture(ACTOR, portrait, credit="")


def test_who_added_a_portrait_does_not_change_what_readers_see_of_it(huda: Author, portrait: Picture) -> None:
    """No article shows it, and every page of the author does."""
    leila, samir = make_person("leila", "reporter", "en"), make_person("samir", "desk_editor", "ar")
    Picture.objects.filter(pk=portrait.pk).update(uploaded_by_user=leila)
    portrait.refresh_from_db()
    change_picture(leila, portrait, credit="Leila Haddad")
    set_portrait(ACTOR, huda, portrait.pk)
    with pytest.raises(Refused, match="the author “Huda Sabbagh”"):
        change_picture(leila, portrait, credit="Somebody else")
    change_picture(samir, portrait, credit="Rui Azevedo")
    set_portrait(ACTOR, huda, None)
    change_picture(leila, portrait, credit="Leila Haddad")


def test_a_portrait_is_not_deleted_from_whoever_took_it_over_nor_from_who_was_merged(
    huda: Author, portrait: Picture
) -> None:
    """Both keep it in a column that nothing may be deleted from: the desk met an error."""
    former = add_author(ACTOR, portrait=portrait.pk)
    merge_author(ACTOR, former, huda)
    assert Author.objects.get(pk=huda.pk).portrait_id == portrait.pk
    with pytest.raises(InUse, match="Huda Sabbagh"):
        remove_picture(ACTOR, portrait)
    set_portrait(ACTOR, huda, None)
    with pytest.raises(InUse, match="an author who was merged or removed"):
        remove_picture(ACTOR, portrait)


def test_a_portrait_is_given_by_who_answers_for_an_edition_that_shows_it(huda: Author, portrait: Picture) -> None:
    add_edition(ACTOR, "es")
    there, elsewhere = make_person("samir", "desk_editor", "ar"), make_person("lina", "desk_editor", "es")
    with pytest.raises(Refused):
        set_portrait(elsewhere, huda, portrait.pk)
    set_portrait(there, huda, portrait.pk)
    with pytest.raises(Refused):
        set_portrait(elsewhere, huda, None)
    assert Author.objects.get(pk=huda.pk).portrait_id == portrait.pk
    set_portrait(elsewhere, add_author(elsewhere), portrait.pk)  # whom no readers see yet


def test_a_portrait_that_is_not_there_is_refused(huda: Author) -> None:
    with pytest.raises(ValidationError) as caught:
        set_portrait(ACTOR, huda, 999)
    assert list(caught.value.message_dict) == ["portrait"]


def test_every_act_is_a_fact(huda: Author, portrait: Picture) -> None:
    name_author(ACTOR, huda, "en", name="H. Sabbagh")
    set_portrait(ACTOR, huda, portrait.pk)
    set_portrait(ACTOR, huda, portrait.pk)
    facts = [(fact.verb, fact.things, fact.edition) for fact in after(0) if fact.verb.startswith("author.")]
    name = thing("author", huda.pk)
    assert facts == [
        ("author.added", (name,), ""),
        ("author.named", (name,), "en"),
        ("author.named", (name,), "ar"),
        ("author.renamed", (name,), "en"),
        ("author.changed", (name,), ""),
    ]


def test_who_may_name_authors_where(huda: Author) -> None:
    editor, reporter = make_person("samir", "desk_editor", "en"), make_person("leila", "reporter", "en")
    name_author(editor, huda, "en", name="H. Sabbagh")
    for refused in (
        lambda: name_author(editor, huda, "ar", name="هدى"),
        lambda: name_author(reporter, huda, "en", name="Huda"),
        lambda: add_author(reporter),
        lambda: set_portrait(reporter, huda, 1),
    ):
        with pytest.raises(Refused):
            refused()


def test_choices_of_the_desk_are_those_of_the_edition(huda: Author) -> None:
    assert [card.name for card in author_choices("en", "huda")] == ["Huda Sabbagh"]
    assert author_choices("en", "nobody") == ()
    assert str(huda) == "Huda Sabbagh / هدى صباغ"


@pytest.mark.parametrize("contact", ["huda@atlas.example", "https://atlas.example/write?to=huda", ""])
def test_readers_may_write_to_an_author(huda: Author, contact: str) -> None:
    name_author(ACTOR, huda, "en", name="Huda Sabbagh", contact=contact, key="https://atlas.example/huda.asc")
    told = about(f"{huda.pk}@en")
    assert told is not None
    assert (told.contact, told.key) == (contact, "https://atlas.example/huda.asc")


@pytest.mark.parametrize(
    "contact", ["javascript:alert(1)", "javascript://atlas.example/%0aalert(1)", "http://a.example", "huda"]
)
def test_a_contact_that_leads_nowhere_or_astray_is_refused(huda: Author, contact: str) -> None:
    with pytest.raises(ValidationError) as caught:
        name_author(ACTOR, huda, "en", name="Huda Sabbagh", contact=contact)
    assert list(caught.value.message_dict) == ["contact"]
    with pytest.raises(ValidationError) as caught:
        name_author(ACTOR, huda, "en", name="Huda Sabbagh", key=contact)
    assert list(caught.value.message_dict) == ["key"]
