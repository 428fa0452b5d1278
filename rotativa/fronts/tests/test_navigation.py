"""The navigation of an edition: what may stand in it, published as one act, and exactly the pages that show it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from rotativa.daybook.models import FactRow
from rotativa.fronts.actions.publish_navigation import publish_navigation
from rotativa.fronts.actions.publish_page import publish_page
from rotativa.fronts.actions.save_page import save_page
from rotativa.fronts.actions.withdraw_page import withdraw_page
from rotativa.fronts.errors import Moved
from rotativa.fronts.facets import navigation
from rotativa.fronts.models import NavigationVersion
from rotativa.fronts.tests.makers import make_page, write_page
from rotativa.fronts.values import Entry, FootList, Navigation
from rotativa.kit.actor import Refused
from rotativa.press.models import Kind, Printed
from rotativa.press.store import Store
from rotativa.press.testing import print_until_done
from rotativa.stories.tests.makers import ACTOR, Newsroom, make_newsroom, make_public, paragraphs
from rotativa.topics.actions.merge_topic import merge_topic
from rotativa.topics.actions.name_topic import name_topic
from rotativa.topics.models import Topic

FOR_MACHINES = (".xml", ".json")
"""Sitemaps and manifests show no navigation."""
CHOSEN = Navigation(bar=(Entry("sections"), Entry("outside", "https://books.example/", "Books")))


class Reporter:
    """Somebody who may not."""

    actor_id, actor_name = "user:7", "Irene Prado"

    def may(self, verb: str, edition: str = "", own: bool = False) -> bool:
        return False


@pytest.fixture
def newsroom(newsroom_world: Newsroom, db: None) -> Newsroom:
    return newsroom_world


@pytest.mark.usefixtures("newsroom")
def test_one_act_one_version_one_fact() -> None:
    assert navigation("en") is None
    assert publish_navigation(ACTOR, "en", CHOSEN, seen=0) == 1
    assert publish_navigation(ACTOR, "en", CHOSEN, seen=1) == 1, "the same again is none"
    assert navigation("en") == CHOSEN
    assert navigation("es") is None
    assert publish_navigation(ACTOR, "en", Navigation()) == 2
    assert navigation("en") == Navigation()
    facts = FactRow.objects.filter(verb="navigation.published")
    assert [(fact.things, fact.edition) for fact in facts] == [(["navigation:en"], "en")] * 2
    with pytest.raises(Refused):
        publish_navigation(Reporter(), "en", CHOSEN)
    with pytest.raises(Moved, match="test"):
        publish_navigation(ACTOR, "en", CHOSEN, seen=1)
    assert NavigationVersion.objects.count() == 2


@pytest.mark.usefixtures("newsroom")
@pytest.mark.parametrize(
    ("plan", "part", "why"),
    [
        (Navigation(bar=(Entry("outside", "javascript:x", "X"),)), "bar", "is not an address"),
        (Navigation(bar=(Entry("outside", "https://", "X"),)), "bar", "is not an address"),
        (Navigation(bar=(Entry("outside", "https://books.example/"),)), "bar", "no words"),
        (Navigation(bar=(Entry("editions"),)), "bar", "only the foot"),
        (Navigation(bar=(Entry("section", "1"), Entry("section", "1", "Again"))), "bar", "another one"),
        (Navigation(bar=(Entry("topic"),)), "bar", "choose where"),
        (Navigation(bar=(Entry("kind", "opinion"),)), "bar", "choose where"),
        (Navigation(bar=tuple(Entry("topic", str(n)) for n in range(15))), "bar", "has room for 14"),
        (Navigation(foot=(FootList("", (Entry("front"),)),)), "foot", "no heading"),
        (Navigation(foot=(FootList("Read", ()),)), "foot", "no entries"),
        (Navigation(foot=(FootList("Read", (Entry("elsewhere"),)),)), "foot", "no kind of entry"),
        (Navigation(foot=tuple(FootList(str(n), (Entry("front"),)) for n in range(6))), "foot", "has room for 5"),
    ],
)
def test_what_leads_nowhere_is_refused_by_its_part(plan: Navigation, part: str, why: str) -> None:
    with pytest.raises(ValidationError) as refused:
        publish_navigation(ACTOR, "en", plan)
    assert why in refused.value.message_dict[part][0]
    assert not NavigationVersion.objects.exists()


class Tree:
    """The printed tree: what it holds, and what the last prints changed."""

    def __init__(self) -> None:
        print_until_done()
        self._before = self.files()

    def files(self) -> dict[str, bytes]:
        """What stands at every path: a hash of it."""
        found = Printed.objects.filter(present=True).exclude(surface="file").values_list("path", "hash")
        return {path: bytes(mark or b"") for path, mark in found}

    def changed(self) -> set[str]:
        """The paths that other bytes stand at than last time, that are new, or that are gone."""
        print_until_done()
        now, before = self.files(), self._before
        self._before = now
        return {path for path in now.keys() | before.keys() if now.get(path) != before.get(path)}


def test_what_is_wrong_with_an_entry_names_it(newsroom: Newsroom) -> None:
    """The editor chose a topic by its name, and knows no number."""
    topic = Topic.objects.create(type="place")
    name_topic(ACTOR, topic, "en", name="Port Selwan")
    twice = Entry("topic", str(topic.pk))
    with pytest.raises(ValidationError) as refused:
        publish_navigation(ACTOR, "en", Navigation((twice, twice)))
    assert refused.value.message_dict == {"bar": ["An entry leads where another one of its list leads: Port Selwan."]}


@pytest.mark.usefixtures("separate_database")
def test_exactly_the_pages_that_show_it_are_printed_again() -> None:
    newsroom = make_newsroom()
    story = make_public(newsroom, "en")
    make_public(newsroom, "es", headline="El puente")
    tree = Tree()
    paths = set(tree.files())
    english = {path for path in paths if path.startswith("/en/") and not path.endswith(FOR_MACHINES)}
    assert len(english) > 8
    publish_navigation(ACTOR, "en", CHOSEN)
    assert tree.changed() == english
    # A page that nobody's navigation names, once an editor has chosen the foot: itself alone.
    foot = (FootList("Read", (Entry("front"), Entry("topic", str(newsroom.topics[0]), "The east"))),)
    publish_navigation(ACTOR, "en", Navigation(CHOSEN.bar, foot))
    assert tree.changed() == english
    page = make_page()
    assert tree.changed() == {"/en/who-we-are/"}
    save_page(ACTOR, page, "en", body=[paragraphs("Other words.")])
    assert tree.changed() == set()
    publish_page(ACTOR, page, "en")
    assert tree.changed() == {"/en/who-we-are/"}
    # Another name of a thing that has words of its own here changes the thing's page and the story's, no frame.
    name_topic(ACTOR, Topic.objects.get(pk=newsroom.topics[0]), "en", name="Levant")
    changed = tree.changed()
    assert "/en/" not in changed
    assert any(str(path).startswith("/en/topics/") for path in changed)
    # A foot that follows by itself lists the pages that readers have: every page of that edition.
    write_page(page, "es", "Quiénes somos")
    publish_page(ACTOR, page, "es")
    spanish = {path for path in paths if path.startswith("/es/") and not path.endswith(FOR_MACHINES)}
    assert tree.changed() == spanish | {"/es/quiénes-somos/", "/en/who-we-are/"}, "the English page leads to the other"
    withdraw_page(ACTOR, page, "es")
    here = "/es/quiénes-somos/"
    assert tree.changed() == spanish | {here, f"{here}410.html", "/en/who-we-are/"}, "and says there what is gone"
    assert story.live


@pytest.mark.usefixtures("separate_database")
def test_what_was_merged_is_followed(settings: Any) -> None:
    newsroom = make_newsroom()
    one, other = (Topic.objects.get(pk=pk) for pk in newsroom.topics)
    publish_navigation(ACTOR, "en", Navigation(bar=(Entry("topic", str(one.pk)),)))
    print_until_done()
    store = Store(Path(settings.ROTATIVA_TREE))
    assert b">Topic 0 en</a>" in (store.read("/en/", Kind.PAGE) or b"")
    merge_topic(ACTOR, one, other)
    print_until_done()
    assert b'<a href="/en/topics/topic-1-en/">Topic 1 en</a>' in (store.read("/en/", Kind.PAGE) or b"")
