"""What a gate is, and what a rule gets to judge."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from rotativa.editions.in_words import language_name
from rotativa.stories.text import ArticleText, Block, ContextText, Picture


@dataclass(frozen=True)
class Gate:
    """A named reason why an article may not go out; nobody sends it out all the same."""

    name: str
    """A name that never changes, such as ``section.missing``; kept in the daybook."""
    sentence: str
    """What is wrong and where, for an editor, in the editor's language."""
    field: str
    """The field of the form that holds the remedy: ``section``, ``title``, or ``body`` for all blocks."""
    anchor: str
    """Where the field stands on the editor's screen: the ``id`` of an element, or its name, where no id lasts."""


class Whereabouts(Enum):
    """What became of the story that a READ link names."""

    UNKNOWN = "there is no such story"
    WITHDRAWN = "it was public and is nowhere any more"
    EXPECTED = "it has not been out yet"
    OUT = "it is out in some edition"


@dataclass(frozen=True)
class Candidate:
    """An article that wants to go out: its text, and what rules must know of others. Needs no database in tests."""

    text: ArticleText
    edition: str
    section_named: bool = True
    """Whether its section has a name in this edition."""
    credits: Mapping[str, str] = field(default_factory=dict)
    """The credit of each picture that exists, by identity."""
    alts: Mapping[str, str] = field(default_factory=dict)
    """The alt text of each picture in this edition's language, by identity."""
    stories: Mapping[str, Whereabouts] = field(default_factory=dict)
    """What became of each story that is linked to, by identity."""
    passages: Mapping[str, ContextText] = field(default_factory=dict)
    """The passages of background that are out in this edition, by identity."""
    documents: frozenset[str] = frozenset()
    """The documents that exist, by identity."""
    embed_hosts: frozenset[str] = frozenset()
    """The hosts from which embeds may come."""
    address_problem: str = ""
    """Why the address that somebody chose cannot be had; empty where it can, or where it will be made."""

    @property
    def language(self) -> str:
        """The name of the edition's language in the words of who reads the sentence."""
        return language_name(self.edition)

    def gate(self, name: str, sentence: str, block: Block) -> Gate:
        """A gate on a block in the text; where that has several of its kind, the sentence says which of them it is."""
        place, count = self._places[block.id, type(block)]
        if count > 1:
            sentence = _("%(sentence)s (%(place)s of %(count)s)") % {
                "sentence": sentence,
                "place": place,
                "count": count,
            }
        return Gate(name, sentence, "body", f"block-{block.id}-section")

    @cached_property
    def _places(self) -> Mapping[tuple[str, type[Block]], tuple[int, int]]:
        """For each block its place among those of its kind, and how many these are."""
        kinds: dict[type[Block], list[str]] = defaultdict(list)
        for block in self.text.blocks():
            kinds[type(block)].append(block.id)
        return {(one, kind): (place, len(ids)) for kind, ids in kinds.items() for place, one in enumerate(ids, start=1)}

    def pictures(self) -> tuple[Picture, ...]:
        """The lead picture, then those in the text."""
        return self.text.pictures()


class Rule(ABC):
    """One thing that must be right before an article goes out."""

    @abstractmethod
    def gates(self, candidate: Candidate) -> Iterator[Gate]:
        """The gates that are open, in reading order; none where all is well."""
