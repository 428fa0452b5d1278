"""The addresses of the desk as its resolver knows them, and things for them to be about."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from rotativa.desk import closed
from rotativa.desk.tests import door_table
from rotativa.desk.together import as_seen
from rotativa.documents.models import ReaderDocument
from rotativa.pictures.models import Picture
from rotativa.staff.models import User
from rotativa.staff.urls import urlpatterns as signing_in
from rotativa.stories import sharing
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage, Share


@dataclass(frozen=True)
class Door:
    """A row of the table: an address by its name, what may stand behind it, the verbs that open it, and for whom."""

    name: str
    query: str
    verbs: tuple[str, ...]
    cells: tuple[str, ...]

    def cell(self, role: str) -> str:
        """What becomes of this role: yes, here, own or no."""
        return self.cells[door_table.ROLES.index(role.partition(" of ")[0])]

    @property
    def by_edition(self) -> bool:
        """Whether the answer depends on the edition of the article."""
        return "here" in self.cells


def rows(table: str) -> tuple[Door, ...]:
    """The rows of a table that was written for people."""
    return tuple(_row(line) for line in table.splitlines() if len(line.split()) == len(door_table.ROLES) + 2)


def _row(line: str) -> Door:
    name, verbs, *cells = line.split()
    door, _mark, query = name.partition("?")
    return Door(door, query, () if verbs == "-" else tuple(verbs.split(",")), tuple(cells))


@cache
def addresses() -> dict[str, URLPattern]:
    """Every address that Django answers, by its name; one without a name by how it is written, if no other has it."""
    found = list(_walk(get_resolver()))
    named = {route for name, route, _pattern in found if name}
    return {
        name or route: pattern
        for name, route, pattern in found
        if (name or route not in named) and pattern not in signing_in and pattern not in closed.urlpatterns
    }


def _walk(resolver: URLResolver, before: str = "/", family: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route, f"{family}{pattern.namespace}:" if pattern.namespace else family)
        else:
            yield family + pattern.name if pattern.name else "", route, pattern


_ANYTHING: Mapping[str, str] = {"story": str(UUID(int=1)), "path": "x", "token": "x", "name": "x", "pk": "1"}


def anything(name: str) -> str:
    """The address behind a name of the table, of something that need not be there."""
    if name.startswith("/"):
        return re.sub(r"<path:path>", "x", name)
    wanted = addresses()[name].pattern.regex.groupindex
    return reverse(name, kwargs={word: _ANYTHING.get(word, "1") for word in wanted})


def together(act: str, article: ArticlePage, **asked: str) -> dict[str, str]:
    """What is posted to do an act to several articles, of which there is one."""
    seen = as_seen(article, draft_of(article))
    number, story = str(article.pk), str(article.story_id)
    return {"act": act, "story": story, "article": number, f"seen-{number}": str(seen), "do": "1", **asked}


@dataclass(frozen=True)
class Things:
    """What an address can be about: an article, asked to be read and shown outside, and what belongs to no edition."""

    article: ArticlePage
    elsewhere: ArticlePage
    """An article of another edition, whose story has none in this."""
    picture: Picture
    document: ReaderDocument
    share: Share
    others: dict[str, int]
    """The identity of each thing that has a screen of its own, by the name of the screen, and what may stand behind."""

    def give(self, user: User | None) -> None:
        """Makes article and picture somebody's own, as if they had begun and added them; ``None``: nobody's."""
        ArticlePage.objects.filter(pk=self.article.pk).update(owner=user)
        Picture.objects.filter(pk=self.picture.pk).update(uploaded_by_user=user)

    def address(self, name: str, query: str = "") -> str:
        """The address behind a name of the table; ``?id`` stands for what a bulk act is about."""
        given = {"id": f"?id={self.picture.pk}", "q=a": "?q=a"}.get(query, "")
        return self._path(name, query) + given

    def _path(self, name: str, query: str) -> str:
        if name.startswith("/"):
            return re.sub(
                r"<path:(\w+)>|\^\.\*|\$", lambda found: str(self._fill(name, found[1])) if found[1] else "", name
            )
        pattern = addresses()[name]
        filled = {word: self._fill(name, word) for word in pattern.pattern.regex.groupindex}
        if f"{name}?{query}" in self.others:
            filled["pk"] = self.others[f"{name}?{query}"]
        return reverse(name, kwargs=filled)

    def _fill(self, name: str, word: str) -> Any:
        task = self.article.current_workflow_task_state
        parent = self.article.get_parent().pk
        known: dict[str, Any] = {
            **dict.fromkeys(("page_id", "page_to_move_id", "object_id"), self.article.pk),
            **dict.fromkeys(("parent_page_id", "destination_id"), parent),
            "story": (self.elsewhere if name == "desk:start" else self.article).story_id,
            "edition": self.article.edition_id,
            "revision_id": self.article.latest_revision_id,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            "task_id": task.task_id if task else 1,
            "task_state_id": task.pk if task else 1,
            "workflow_state_id": task.workflow_state_id if task else 1,
            "action_name": "approve",
            "image_id": self.picture.pk,
            "document_id": self.document.pk,
            "filter_spec": "max-165x165",
            "token": sharing.token_of(self.share),
            "path": str(self.picture.public.earliest("pk").path).lstrip("/"),
            "name": self.picture.file.name
            if name == "pictures_media"
            else str(self.document.file.name).rpartition("/")[2],
            **dict.fromkeys(("app_label", "content_type_app_name"), "pictures" if "bulk" in name else "stories"),
            **dict.fromkeys(("model_name", "content_type_model_name"), "picture" if "bulk" in name else "articlepage"),
            "action": "delete",
            "pk": self.others.get(name, self.article.pk),
        }
        return known.get(word, 1)


def is_closed(name: str) -> bool:
    """Whether the table says that nobody gets through."""
    return name in door_table.CLOSED or name.partition(":")[0] in door_table.CLOSED
