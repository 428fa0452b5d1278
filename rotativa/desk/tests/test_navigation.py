"""The navigation at the desk: put together of blocks, published, held where it leads nowhere, let go again."""

import re
from typing import Any

from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, streamfield

from rotativa.desk.tests.conftest import Desk
from rotativa.fronts.facets import navigation
from rotativa.fronts.models import NavigationVersion
from rotativa.fronts.values import Entry, FootList, Navigation
from rotativa.topics.actions.add_topic import add_topic
from rotativa.topics.actions.merge_topic import merge_topic
from rotativa.topics.actions.name_topic import name_topic

ADDRESS = "/desk/navigation/en/"


def fields(bar: list[Any], foot: list[Any], seen: int = 0) -> dict[str, Any]:
    """What the screen sends."""
    lists = [("list", {"title": title, "entries": streamfield(entries)}) for title, entries in foot]
    return {**nested_form_data({"bar": streamfield(bar), "foot": streamfield(lists)}), "seen": str(seen)}


def said(client: Client, posted: dict[str, Any]) -> str:
    return str(client.post(ADDRESS, posted, follow=True).content.decode())


def test_put_together_published_and_let_go(desk: Desk) -> None:
    editor = desk.browser("editor")
    assert "It follows by itself" in editor.get("/desk/navigation/", follow=True).content.decode()
    section, kind, topic = str(desk.section.pk), str(desk.kind.pk), str(desk.topic.pk)
    outside = {"words": "Books", "target": "https://books.example/"}
    bar = [
        ("section", {"target": section, "words": ""}),
        ("kind", {"target": kind, "words": ""}),
        ("topic", {"target": topic, "words": "The  war"}),
    ]
    foot = [("Read", [("front", {"words": ""}), ("outside", outside), ("editions", "")])]
    assert "Every page in English is printed with it now." in said(editor, fields(bar, foot))
    told = Navigation(
        bar=(Entry("section", section), Entry("kind", kind), Entry("topic", topic, "The war")),
        foot=(
            FootList("Read", (Entry("front"), Entry("outside", "https://books.example/", "Books"), Entry("editions"))),
        ),
    )
    assert navigation("en") == told
    shown = editor.get(ADDRESS)
    assert "What was put together here." in shown.content.decode()
    assert "Published by \u2068Editor Prado\u2069" in shown.content.decode()
    form = shown.context["form"]
    assert [one.block_type for one in form["bar"].value()] == ["section", "kind", "topic"]
    assert form["foot"].value()[0].value["entries"][1].value["words"] == "Books"
    daybook = editor.get("/desk/daybook/").content.decode()
    assert "published another navigation in English" in daybook
    editor.post(ADDRESS, {**fields([], []), "follow": "1"})
    assert navigation("en") == told, "nothing is let go without being asked"


def test_two_that_were_merged_are_one_entry_and_can_be_published(desk: Desk) -> None:
    editor, admin = desk.browser("editor"), desk.people["admin"]
    former = add_topic(admin, "subject")
    name_topic(admin, former, "en", name="Rivers")
    entries = [("topic", {"target": str(one.pk), "words": ""}) for one in (desk.topic, former)]
    said(editor, fields([], [("Read", entries)]))
    merge_topic(admin, former, desk.topic)
    one = (Entry("topic", str(desk.topic.pk)),)
    shown = editor.get(ADDRESS).context["form"]
    assert [entry.value["target"] for entry in shown["foot"].value()[0].value["entries"]] == [str(desk.topic.pk)]
    assert "is printed with it now." in said(editor, fields([], [("Read", entries[:1])], seen=1))
    assert navigation("en") == Navigation(foot=(FootList("Read", one),))


def test_it_is_let_go_by_who_saw_it_and_the_one_of_before_comes_back(desk: Desk) -> None:
    editor, admin = desk.browser("editor"), desk.browser("admin")
    said(editor, fields([("sections", "")], []))
    asked = editor.get(f"{ADDRESS}follow/")
    assert '<span class="r-code">en</span>' in asked.content.decode()
    assert "all sections, in their order" in asked.content.decode()
    said(admin, fields([("section", {"target": str(desk.section.pk), "words": ""})], [], seen=1))
    seen = {"seen": asked.context["form"]["seen"].value()}
    late = editor.post(f"{ADDRESS}follow/", seen, follow=True)
    assert "Admin Prado published another navigation meanwhile" in late.content.decode()
    composed = navigation("en")
    assert composed == Navigation(bar=(Entry("section", str(desk.section.pk)),))
    desk.browser("irene").post(f"{ADDRESS}follow/", {"seen": "2"})
    assert navigation("en") == composed
    editor.post(f"{ADDRESS}follow/", {"seen": late.context["form"]["seen"].value()})
    assert navigation("en") == Navigation()
    now = editor.get(ADDRESS).content.decode()
    assert "The previous one: by \u2068Admin Prado\u2069" in now
    assert "follow/" not in now
    before = editor.get(f"{ADDRESS}?version=2")
    assert "Below is what \u2068Admin Prado\u2069 published" in before.content.decode()
    assert 'href="?version=1"' in before.content.decode()
    form = before.context["form"]
    assert [one.block_type for one in form["bar"].value()] == ["section"]
    assert form["seen"].value() == 3
    assert "Below is what" not in editor.get(f"{ADDRESS}?version=x").content.decode()


def test_what_leads_nowhere_is_refused_and_kept_on_the_screen(desk: Desk) -> None:
    editor = desk.browser("editor")
    outside = {"words": "Books", "target": "books.example"}
    answer = said(editor, fields([("outside", outside)], []))
    assert "“books.example” is not an address" in answer
    assert "Not published: see below." in answer
    unnamed = said(editor, fields([("section", {"target": "", "words": ""})], [("", [("front", {"words": ""})])]))
    assert "Not published: see below." in unnamed
    assert not NavigationVersion.objects.exists()


def test_two_people_at_once_and_who_may_not(desk: Desk) -> None:
    editor, admin = desk.browser("editor"), desk.browser("admin")
    said(admin, fields([("sections", "")], []))
    mine = [("section", {"target": str(desk.section.pk), "words": ""})]
    answer = editor.post(ADDRESS, fields(mine, [], seen=0))
    assert "Admin Prado published another navigation meanwhile" in answer.content.decode()
    assert re.search(rf'<a href="{ADDRESS}"[^>]*>Look at it</a>', answer.content.decode())
    again = int(answer.context["form"]["seen"].value())
    irene = desk.browser("irene")
    assert "Only an editor of this edition may change it." in irene.get(ADDRESS).content.decode()
    assert "may not" in said(irene, fields([], [], seen=1))
    assert NavigationVersion.objects.count() == 1
    assert "is printed with it now" in said(editor, fields(mine, [], seen=again)), "who was told may publish theirs"
    assert navigation("en") == Navigation(bar=(Entry("section", str(desk.section.pk)),))
    assert desk.browser("reporter").get(ADDRESS).status_code == 302
    assert editor.get("/desk/navigation/xx/").status_code == 404
