"""The newsroom's own lists: sections, topics, kinds, and who signs stories. All are named alike, edition by edition."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rotativa.bylines.actions.add_author import add_author
from rotativa.bylines.actions.merge_author import merge_author
from rotativa.bylines.actions.name_author import name_author
from rotativa.bylines.models import Author
from rotativa.bylines.names import AUTHORS as AUTHOR_NAMES
from rotativa.editions.lasting import LIVING, Lasting
from rotativa.editions.naming import Naming
from rotativa.kit.actor import Actor
from rotativa.topics import names
from rotativa.topics.actions.add_kind import add_kind
from rotativa.topics.actions.add_section import add_section
from rotativa.topics.actions.add_topic import add_topic
from rotativa.topics.actions.merge_section import merge_section
from rotativa.topics.actions.merge_topic import merge_topic
from rotativa.topics.actions.name_kind import name_kind
from rotativa.topics.actions.name_section import name_section
from rotativa.topics.actions.name_topic import name_topic
from rotativa.topics.models import Kind, Section, Topic


@dataclass(frozen=True)
class Listed:
    """One kind of thing that the newsroom names."""

    kind: str  # of the thing, and of its address at the desk
    plural: str
    title: str | Promise
    add_label: str | Promise
    icon: str
    verb: str
    model: Any  # a model with the related name ``names``
    fields: tuple[str, ...]  # of a name, behind the name itself
    own: tuple[str, ...]  # of the thing, whatever the edition; asked when it is added
    add: Callable[[Actor, Mapping[str, Any]], Any]
    name: Callable[..., Any]
    empty: str | Promise
    naming: Naming[Any]
    merge: Callable[..., None] | None = None
    homonyms: Callable[[Any, Mapping[str, Any]], bool] = lambda _known, _own: False
    """Whether one that is added may be called as this one is."""
    is_ordered: bool = False
    """Whether people put them into an order, which counts in every edition; the screen is ``desk:{plural}_order``."""

    @property
    def living(self) -> Any:
        """Those that can be named and chosen, as a query."""
        return self.model.objects.filter(**(LIVING if issubclass(self.model, Lasting) else {}))


SECTIONS = Listed(
    kind="section",
    plural="sections",
    title=_("Sections"),
    add_label=_("Add a section"),
    icon="rot-section",
    verb="section.change",
    model=Section,
    fields=("slug", "description"),
    own=(),
    add=lambda actor, _own: add_section(actor),
    name=name_section,
    empty=_("There are no sections yet. An article needs one before it can go out."),
    naming=names.SECTIONS,
    merge=merge_section,
    is_ordered=True,
)
KINDS = Listed(
    kind="kind",
    plural="kinds",
    title=_("Kinds of story"),
    add_label=_("Add a kind"),
    icon="rot-kind",
    verb="kind.change",
    model=Kind,
    fields=("slug", "description"),
    own=("code",),
    add=lambda actor, own: add_kind(actor, own["code"]),
    name=name_kind,
    empty=_("There are no kinds of story yet."),
    naming=names.KINDS,
)
TOPICS = Listed(
    kind="topic",
    plural="topics",
    title=_("Topics"),
    add_label=_("Add a topic"),
    icon="rot-topic",
    verb="topic.change",
    model=Topic,
    fields=("slug", "description"),
    own=("type",),
    add=lambda actor, own: add_topic(actor, own["type"]),
    name=name_topic,
    empty=_("There are no topics yet: places, people, organisations, subjects."),
    naming=names.TOPICS,
    merge=merge_topic,
    homonyms=lambda known, own: known.type != own["type"],  # Georgia, and Georgia
)
AUTHORS = Listed(
    kind="author",
    plural="authors",
    title=_("People who sign"),
    add_label=_("Add somebody"),
    icon="user",
    verb="author.change",
    model=Author,
    fields=("slug", "role", "biography", "contact", "key"),
    own=("portrait",),
    add=lambda actor, own: add_author(actor, portrait=own["portrait"].pk if own["portrait"] else None),
    name=name_author,
    empty=_("Nobody signs stories yet."),
    naming=AUTHOR_NAMES,
    merge=merge_author,
    homonyms=lambda _known, _own: True,
)
LISTS = (SECTIONS, TOPICS, KINDS, AUTHORS)
