"""The order of the sections: moved row by row, saved as one act, and nobody's overwritten unseen."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from django.urls import reverse

from rotativa.daybook.queries import latest
from rotativa.desk.tests.conftest import PASSWORD, Desk
from rotativa.kit.actor import Machine
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.actions.give_role import give_role
from rotativa.stories.actions.remove_subject import remove_subject
from rotativa.topics.actions.add_section import add_section
from rotativa.topics.actions.name_section import name_section
from rotativa.topics.actions.order_sections import order_sections
from rotativa.topics.models import Section

MACHINE = Machine("test")
ADDRESS, LIST = "/desk/sections/order/", "/desk/sections/"


def named(*names: str) -> list[int]:
    """Further sections, each with a name in English."""
    return [_named(name).pk for name in names]


def _named(name: str) -> Section:
    section = add_section(MACHINE)
    name_section(MACHINE, section, "en", name=name)
    return section


def posted(order: Sequence[int], seen: Sequence[int], **pressed: int) -> dict[str, object]:
    """What the screen sends."""
    return {"order": list(order), "seen": ",".join(map(str, seen)), **pressed}


def stands() -> list[int]:
    return [section.pk for section in Section.objects.filter(merged_into=None, removed=False)]


def shown(response: Any) -> list[int]:
    """The order that the form holds."""
    fields = re.findall(r'<input type="hidden" name="order" value="(\d+)">', response.content.decode())
    return [int(pk) for pk in fields]


def test_the_list_leads_to_it_where_there_is_an_order_to_put(desk: Desk) -> None:
    admin = desk.browser("admin")
    assert ADDRESS not in admin.get(LIST).content.decode()
    assert "There are fewer than two sections" in admin.get(ADDRESS).content.decode()
    named("Culture")
    assert f'href="{ADDRESS}">Order…' in admin.get(LIST).content.decode()
    assert "order/" not in admin.get(reverse("desk:topics")).content.decode()
    assert ADDRESS in admin.get("/desk/navigation/en/").content.decode()
    assert ADDRESS not in desk.browser("editor").get("/desk/navigation/en/").content.decode()


def test_it_is_decided_by_who_may_change_sections_everywhere(desk: Desk) -> None:
    first, (second,) = desk.section.pk, named("Culture")
    chief = add_person(MACHINE, username="chief", name="Chief Prado", password=PASSWORD)
    give_role(MACHINE, chief, "editor_in_chief", "en")
    desk.people["chief"] = chief
    browser = desk.browser("chief")
    assert ADDRESS not in browser.get(LIST).content.decode()
    for answer in (
        browser.get(ADDRESS, follow=True),
        browser.post(ADDRESS, posted([second, first], [first, second]), follow=True),
    ):
        assert answer.redirect_chain[-1][0] == LIST
        assert "An editor-in-chief of all of them decides it." in answer.content.decode()
    for name in ("reporter", "editor", "irene"):
        assert desk.browser(name).get(ADDRESS).status_code == 302
        desk.browser(name).post(ADDRESS, posted([second, first], [first, second]))
    assert stands() == [first, second]


def test_a_button_moves_its_row_and_saves_nothing(desk: Desk) -> None:
    first, (second, third) = desk.section.pk, named("Culture", "Sport")
    admin, seen = desk.browser("admin"), [first, second, third]
    assert shown(admin.get(ADDRESS)) == seen
    answer = admin.post(ADDRESS, posted(seen, seen, later=first))
    assert shown(answer) == [second, first, third]
    assert re.search(rf'name="later" value="{first}"[^>]* autofocus', answer.content.decode()), "the cursor stays"
    answer = admin.post(ADDRESS, posted(shown(answer), seen, later=first))
    assert shown(answer) == [second, third, first]
    assert re.search(rf'name="earlier" value="{first}"[^>]* autofocus', answer.content.decode()), (
        "at the end, beside it"
    )
    assert shown(admin.post(ADDRESS, posted([second, third, first], seen, later=first))) == [second, third, first]
    assert shown(admin.post(ADDRESS, posted([second, third, first], seen, earlier=third))) == [third, second, first]
    assert shown(admin.post(ADDRESS, {"order": ["x", second, second], "seen": "x", "earlier": "x"})) == [
        second,
        first,
        third,
    ]
    assert stands() == seen


def test_saved_it_counts_and_the_daybook_says_so(desk: Desk) -> None:
    first, (second, third) = desk.section.pk, named("Culture", "Sport")
    admin = desk.browser("admin")
    answer = admin.post(ADDRESS, posted([third, first, second], [first, second, third]), follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "The sections have another order now." in answer.content.decode()
    assert stands() == [third, first, second]
    assert "put the sections into another order" in admin.get("/desk/daybook/").content.decode()


def test_an_order_that_is_none_is_no_fact(desk: Desk) -> None:
    """Nor where places between them are empty, because one was removed."""
    first, (second, third) = desk.section.pk, named("Culture", "Sport")
    remove_subject(MACHINE, "section", second)
    before = latest()[0]
    answer = desk.browser("admin").post(ADDRESS, posted([first, third], [first, third]), follow=True)
    assert "The sections stand in this order already." in answer.content.decode()
    assert latest()[0] == before


def test_what_changed_meanwhile_is_said_and_what_was_put_is_kept(desk: Desk) -> None:
    first, (second, third) = desk.section.pk, named("Culture", "Sport")
    admin, seen = desk.browser("admin"), [first, second, third]
    (fourth,) = named("Science")
    answer = admin.post(ADDRESS, posted([third, second, first], seen))
    said = answer.content.decode()
    assert "A section was added meanwhile: \u2068Science\u2069. It stands at the end now." in said
    assert shown(answer) == [third, second, first, fourth]
    assert said.count("added meanwhile</span>") == 1
    remove_subject(MACHINE, "section", second)
    answer = admin.post(ADDRESS, posted([third, second, first, fourth], [first, second, third, fourth]))
    assert "1 section is gone meanwhile: somebody merged or removed it." in answer.content.decode()
    assert shown(answer) == [third, first, fourth]
    assert stands() == [first, third, fourth]
    admin.post(ADDRESS, posted(shown(answer), [first, third, fourth]))
    assert stands() == [third, first, fourth]


def test_the_order_of_somebody_else_is_not_overwritten_unseen(desk: Desk) -> None:
    first, (second,) = desk.section.pk, named("Culture")
    third = add_section(MACHINE).pk  # which nobody has named
    seen = [first, second, third]
    theirs = [second, first, third]
    order_sections(MACHINE, [Section.objects.get(pk=pk) for pk in theirs])
    admin = desk.browser("admin")
    answer = admin.post(ADDRESS, posted([third, first, second], seen))
    said = answer.content.decode()
    assert "into another order meanwhile: \u2068Culture\u2069, \u2068Politics\u2069, and no name." in said
    assert shown(answer) == [third, first, second]
    assert stands() == theirs
    again = re.search(r'name="seen" value="([\d,]+)"', said)
    assert again is not None
    assert again[1] == ",".join(map(str, theirs))
    admin.post(ADDRESS, posted([third, first, second], theirs))
    assert stands() == [third, first, second]


@pytest.mark.parametrize(("pages", "words"), [(1, "1 printed page lists sections"), (7, "7 printed pages list")])
def test_how_many_pages_list_them_is_said_before(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, pages: int, words: str
) -> None:
    named("Culture")
    asked: list[str] = []

    def count(reads: Iterable[object]) -> int:
        asked.extend(map(str, reads))
        return pages

    monkeypatch.setattr("rotativa.desk.views.ordering.pages_asking", count)
    assert words in desk.browser("admin").get(ADDRESS).content.decode()
    assert sorted(asked) == ["sections.all(ar)", "sections.all(en)", "sections.all(es)"]
