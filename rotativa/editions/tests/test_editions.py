from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Locale, Page, Site

from rotativa.daybook.queries import after
from rotativa.editions import arrivals
from rotativa.editions.actions.add_edition import add_edition
from rotativa.editions.actions.change_edition import change_edition
from rotativa.editions.facets import masthead
from rotativa.editions.models import Edition, EditionRoot
from rotativa.editions.shelves import all_editions
from rotativa.kit.actor import Machine, Refused
from rotativa.kit.things import thing

ACTOR = Machine("test")

pytestmark = pytest.mark.django_db


class Nobody:
    """Somebody who may do nothing."""

    actor_id = "user:0"
    actor_name = "Nobody"

    def may(self, verb: str, edition: str = "", own: bool = False) -> bool:
        return False


@pytest.mark.parametrize("tag", ["es", "ps", "fa-AF", "so", "ti", "kmr", "ht", "pt-BR", "pt-PT", "es-419-x-atlas"])
def test_any_language_that_cldr_knows_needs_no_more_than_its_tag_and_a_name(tag: str) -> None:
    edition = add_edition(ACTOR, tag, name="Atlas")
    assert (edition.code, edition.prefix) == (tag, tag.lower())
    assert edition.language
    assert edition.locale.language_code == tag
    assert edition.container.locale == edition.locale
    assert edition.container.get_parent().is_root()


def test_a_language_that_nobody_named_needs_its_own_name() -> None:
    with pytest.raises(ValidationError) as caught:
        add_edition(ACTOR, "x-elvish", name="Atlas")
    assert list(caught.value.message_dict) == ["language"]
    edition = add_edition(ACTOR, "x-elvish", name="Atlas", language="Sindarin", direction="rtl", prefix="elvish")
    assert (edition.direction, edition.prefix, edition.locale.get_display_name()) == ("rtl", "elvish", "x-elvish")


def test_wagtails_screens_bear_a_language_that_nobody_named(client: Client, admin_user: Any) -> None:
    edition = add_edition(ACTOR, "x-elvish", name="Atlas", language="Sindarin")
    client.force_login(admin_user)
    for path in ("/desk/pages/", f"/desk/pages/{edition.container.pk}/", "/desk/choose-page/", "/desk/images/"):
        assert client.get(path).status_code == 200, path


def test_the_second_edition_takes_name_and_zone_from_the_first() -> None:
    add_edition(ACTOR, "es", name="Atlas", zone="Europe/Madrid")
    second = add_edition(ACTOR, "ar")
    assert (second.name, second.zone, second.direction, second.order) == ("Atlas", "Europe/Madrid", "rtl", 1)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"prefix": "es"}, "prefix"),
        ({"prefix": "topics"}, "prefix"),
        ({"prefix": "A/B"}, "prefix"),
        ({"zone": "Mars/Phobos"}, "zone"),
        ({"numerals": "roman"}, "numerals"),
        ({"direction": "up"}, "direction"),
        ({"first_weekday": 7}, "first_weekday"),
    ],
)
def test_what_cannot_be_used_is_refused_by_field(fields: dict[str, Any], wrong: str) -> None:
    add_edition(ACTOR, "es", name="Atlas")
    with pytest.raises(ValidationError) as caught:
        add_edition(ACTOR, "fr", **fields)
    assert list(caught.value.message_dict) == [wrong]
    assert not Edition.objects.filter(code="fr").exists()
    assert not Locale.objects.filter(language_code="fr").exists()


@pytest.mark.parametrize("field", ["name", "language"])
def test_what_shows_nothing_is_no_name(field: str) -> None:
    add_edition(ACTOR, "es", name="Atlas")
    words: dict[str, Any] = {field: "\u200b\u200f\u3164"}
    with pytest.raises(ValidationError) as added:
        add_edition(ACTOR, "en", **words)
    with pytest.raises(ValidationError) as changed:
        change_edition(ACTOR, "es", **words)
    told = [refused.value.message_dict for refused in (added, changed)]
    assert told == [{field: ["This field cannot be blank."]}] * 2
    assert change_edition(ACTOR, "es", motto="\u200b").motto == ""


def test_a_language_has_one_edition() -> None:
    add_edition(ACTOR, "pt-BR", name="Atlas")
    with pytest.raises(ValidationError, match="already"):
        add_edition(ACTOR, "pt_br", name="Atlas", prefix="br")


def test_the_stock_site_is_gone_and_the_stock_locale_is_used() -> None:
    assert not Site.objects.exists()
    assert not Page.objects.filter(depth=2).exists()
    edition = add_edition(ACTOR, "en", name="Atlas")
    assert edition.locale == Locale.get_default()
    assert Page.find_problems() == ([], [], [], [], [])


def test_containers_are_translations_of_one_another() -> None:
    first, second = add_edition(ACTOR, "es", name="Atlas"), add_edition(ACTOR, "ar")
    assert first.container.get_translation(second.locale) == second.container


def test_nobody_makes_moves_or_deletes_a_container_by_hand(admin_user: Any) -> None:
    container = add_edition(ACTOR, "es", name="Atlas").container
    permissions = Page.objects.get(pk=container.pk).permissions_for_user(admin_user)
    assert not EditionRoot.can_create_at(Page.get_first_root_node())
    assert not any(
        (
            permissions.can_edit(),
            permissions.can_delete(),
            permissions.can_move(),
            permissions.can_copy(),
            permissions.can_publish(),
            permissions.can_unpublish(),
            permissions.can_lock(),
            permissions.can_set_view_restrictions(),
        )
    )


def test_adding_and_changing_are_facts() -> None:
    add_edition(ACTOR, "es", name="Atlas")
    change_edition(ACTOR, "es", motto="Sin prisa", name="Atlas")
    change_edition(ACTOR, "es", motto="Sin prisa")
    facts = [(fact.verb, fact.things, fact.edition) for fact in after(0)]
    things = (thing("edition", "es"),)
    assert facts == [("edition.added", things, "es"), ("edition.changed", things, "es")]


def test_the_name_in_wagtails_tree_follows() -> None:
    add_edition(ACTOR, "es", name="Atlas")
    change_edition(ACTOR, "es", name="Mapa")
    assert Page.objects.get(depth=2).title == "Mapa"


def test_prefix_and_code_are_for_ever() -> None:
    add_edition(ACTOR, "es", name="Atlas")
    with pytest.raises(TypeError, match="prefix"):
        change_edition(ACTOR, "es", prefix="sp")


def test_only_who_may_change_editions_does() -> None:
    with pytest.raises(Refused):
        add_edition(Nobody(), "es", name="Atlas")
    add_edition(ACTOR, "es", name="Atlas")
    with pytest.raises(Refused):
        change_edition(Nobody(), "es", name="Mapa")


def test_the_masthead_changes_with_its_own_edition_only() -> None:
    add_edition(ACTOR, "es", name="Atlas")
    add_edition(ACTOR, "ar", name="أطلس")
    before, shelf = masthead.fresh(["es", "ar", "fr"]), all_editions.fresh(["all"])
    change_edition(ACTOR, "es", contact="desk@atlas.example")
    now = masthead.fresh(["es", "ar", "fr"])
    assert {code for code in now if now[code] != before[code]} == {"es"}
    assert all_editions.fresh(["all"]) == shelf
    card = masthead("es")
    assert card is not None
    assert (card.contact, card.language, card.direction) == ("desk@atlas.example", "Español", "ltr")
    assert masthead("fr") is None


def test_the_shelf_of_editions_follows_their_order() -> None:
    assert all_editions("all") == ()
    for tag in ("es", "ar", "pt"):
        add_edition(ACTOR, tag, name="Atlas")
    change_edition(ACTOR, "es", order=9)
    assert all_editions("all") == ("ar", "pt", "es")
    fr = thing("edition", "fr")
    assert all_editions.holding((fr, thing("topic", 1))) == {fr: ("all",)}


def test_listeners_hear_of_a_new_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setitem(arrivals._listeners, "test", lambda edition: heard.append(edition.code))
    add_edition(ACTOR, "es", name="Atlas")
    assert heard == ["es"]


def test_the_command_adds_and_lists() -> None:
    said = StringIO()
    call_command("editions", "list", stdout=said)
    assert "no edition yet" in said.getvalue()
    call_command("editions", "add", "fa-AF", "--name", "اطلس", "--zone", "Asia/Kabul", stdout=said)
    call_command("editions", "list", stdout=said)
    assert "/fa-af/" in said.getvalue()
    assert "دری" in said.getvalue()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["español", "--name", "Atlas"], "the tag: “español” is no language tag"),
        (["pt"], "--name"),
        (["pt", "--name", "Atlas", "--prefix", "es"], "--prefix: Another edition has this prefix."),
        (["pt", "--name", "Atlas", "--prefix", "404"], "--prefix: “404” is kept"),
        (["x-elvish", "--name", "Atlas"], "--language"),
    ],
)
def test_the_command_says_what_is_wrong_and_where(arguments: list[str], says: str) -> None:
    if "es" in arguments:
        add_edition(ACTOR, "es", name="Atlas")
    with pytest.raises(CommandError, match=says):
        call_command("editions", "add", *arguments)
