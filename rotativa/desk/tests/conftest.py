"""A small newsroom at its desk: three editions, one person for each role, and what an article needs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from rotativa.desk.tests import furnished
from rotativa.desk.tests.furnished import Crew, House
from rotativa.desk.views import withdraw
from rotativa.editions.actions.add_edition import add_edition
from rotativa.kit.actor import Machine
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.models import User
from rotativa.stories.actions.start_story import start_story
from rotativa.stories.models import ArticlePage
from rotativa.topics.actions.add_kind import add_kind
from rotativa.topics.actions.add_section import add_section
from rotativa.topics.actions.add_topic import add_topic
from rotativa.topics.actions.name_kind import name_kind
from rotativa.topics.actions.name_section import name_section
from rotativa.topics.actions.name_topic import name_topic
from rotativa.topics.models import Kind, Section, Topic
from tests.support.worlds import Worlds

PASSWORD = "the quiet press room"
EDITIONS = {"en": "Europe/London", "es": "Europe/Madrid", "ar": "Asia/Amman"}
BLOCKS = ("body", "related")
"""Fields of the editor that hold blocks."""
STAFF = {
    "reporter": ("reporter", "en"),
    "editor": ("desk_editor", "en"),
    "irene": ("desk_editor", "es"),
    "admin": ("editor_in_chief", ""),
}


@dataclass
class Desk:
    """The newsroom, and a browser for each of its people."""

    people: dict[str, User]
    section: Section
    kind: Kind
    topic: Topic

    def browser(self, name: str) -> Client:
        """A browser in which this person has signed in."""
        client = Client()
        client.force_login(self.people[name], backend="django.contrib.auth.backends.ModelBackend")
        return client

    def named(self) -> dict[str, Section | Kind | Topic]:
        """What the newsroom has names for, by its kind."""
        return {"section": self.section, "kind": self.kind, "topic": self.topic}

    def article(self, headline: str = "The wells of Port Selwan", edition: str = "en", **words: Any) -> ArticlePage:
        """A draft that may go out, by the person who writes in that edition."""
        body = [{"type": "text", "value": "<p>They are deeper than they were.</p>"}]
        written = {"section": self.section.pk, "kind": self.kind.pk, "topics": [self.topic.pk], "body": body, **words}
        return start_story(self.people["irene" if edition == "es" else "admin"], edition, headline=headline, **written)


@pytest.fixture
def desk_world(worlds: Worlds) -> Iterator[Desk]:
    """The newsroom, for tests that begin with it: what they do to it is rolled back."""
    with worlds.entered("desk", furnished_desk) as desk:
        yield desk


@pytest.fixture
def desk(desk_world: Desk, db: None, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The newsroom; no press works for it, so nobody waits for one."""
    monkeypatch.setattr(withdraw, "PATIENCE", 0.0)
    cache.clear()
    return desk_world


def furnished_desk() -> Desk:
    """The newsroom itself, for tests with databases of their own."""
    machine = Machine("test")
    for code, zone in EDITIONS.items():
        add_edition(machine, code, name="Atlas", zone=zone)
    people = {}
    for name, (role, edition) in STAFF.items():
        people[name] = add_person(machine, username=name, name=f"{name.title()} Prado", password=PASSWORD)
        give_role(machine, people[name], role, edition)
    section, kind, topic = add_section(machine), add_kind(machine, "news"), add_topic(machine, "place")
    for code in EDITIONS:
        name_section(machine, section, code, name="Politics")
        name_kind(machine, kind, code, name="News")
        name_topic(machine, topic, code, name="Syria")
    return Desk(people, section, kind, topic)


@pytest.fixture
def form_of() -> Callable[[Client, ArticlePage], dict[str, Any]]:
    """What the editor's form would post for an article, as it stands on the screen."""

    def read(client: Client, article: ArticlePage) -> dict[str, Any]:
        response = client.get(f"/desk/pages/{article.pk}/edit/")
        assert response.status_code == 200
        form = response.context["form"]
        posted: dict[str, Any] = {"loaded_revision_id": article.latest_revision_id}
        posted["loaded_revision_created_at"] = response.context["loaded_revision_created_at"]
        posted.update({field.html_name: field.value() or "" for field in form if field.name not in BLOCKS})
        posted.update({f"{name}-count": "0" for name in BLOCKS})
        for formset in form.formsets.values():
            posted.update(
                {
                    field.html_name: field.value() if field.value() is not None else ""
                    for field in formset.management_form
                }
            )
            for line in formset.forms:
                posted.update({field.html_name: field.value() or "" for field in line})
        return posted

    return read


@pytest.fixture
def house(desk: Desk) -> House:
    """What the doors lead to, in each of the two places."""
    return furnished.furnish(desk)


@pytest.fixture
def crew(desk: Desk) -> Crew:
    """A person for each role, in English where it can be limited, and their browser."""
    return furnished.staff(PASSWORD)
