"""Who, and what, is called so: people and topics by what somebody typed of their names, in any edition's writing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q, QuerySet

from rotativa.bylines.models import Author, AuthorName
from rotativa.editions.lasting import Lasting, ancestors
from rotativa.editions.naming import NameInEdition, folded
from rotativa.kit import folding
from rotativa.staff.models import User
from rotativa.staff.permissions import TABLE
from rotativa.stories import finding
from rotativa.topics.models import Topic, TopicName

MOST = 50
"""So many people, or topics, one word stands for at most; those whose name has the very word come first."""
MOST_OFFERED = 200


@dataclass(frozen=True)
class Called:
    """Names of one kind, in every edition's writing, each with the marks by which the index knows who is called so."""

    names: type[NameInEdition]
    owners: type[Lasting]
    field: str
    mark: Callable[[int], str]
    has_staff: bool = False  # whether everybody of the newsroom belongs to them: a few dozen people

    def marks(self, asked: str) -> tuple[str, ...]:
        """Whose name has all words that were typed; where some are called exactly so, only these. Three queries."""
        words = folding.words(asked)
        found = self._having(words, whole=True) if words else []
        exact = [one for one in found if one[0]]
        return tuple(dict.fromkeys(mark for _exact, marks in exact or found for mark in marks))[:MOST]

    def by_word(self, asked: str) -> Mapping[str, tuple[str, ...]]:
        """For each word that was typed, those whose name has it, or begins so. Three queries for each of them."""
        found = {}
        for word in asked.replace('"', " ").split()[: finding.MOST]:
            words = folding.words(word)
            if words:
                who = self._having(words, whole=False)
                found[" ".join(words)] = tuple(dict.fromkeys(mark for _exact, marks in who for mark in marks))[:MOST]
        return found

    def offered(self) -> tuple[str, ...]:
        """Names to choose from, each once. One query, and one for the staff."""
        rows: Any = QuerySet(self.names).order_by("name").values_list("name", flat=True).distinct()
        return tuple(dict.fromkeys([*rows[:MOST_OFFERED], *(name for name, _mark in self._staff())]))[:MOST_OFFERED]

    def _having(self, words: Sequence[str], *, whole: bool) -> list[tuple[bool, tuple[str, ...]]]:
        """Whose name has words that begin so, by their marks, those first whose name has these very words.

        ``whole``: those first who are called so and have no other name.
        """
        run = f" {' '.join(words)} "
        exactly = Q(folded=run) if whole else _all(f" {word} " for word in words)
        rows: Any = QuerySet(self.names).filter(_all(f" {word}" for word in words)).annotate(exact=exactly)
        found = list(rows.order_by("-exact", "name").values_list("exact", f"{self.field}_id")[:MOST])
        merged = ancestors(self.owners, (owner for _exact, owner in found))
        signing = [(exact, tuple(map(self.mark, (one, *merged.get(one, ()))))) for exact, one in found]
        staff = [
            (called == run if whole else all(f" {word} " in called for word in words), (mark,))
            for called, mark in ((folded(name), mark) for name, mark in self._staff())
            if all(f" {word}" in called for word in words)
        ]
        return sorted([*signing, *staff], key=lambda one: not one[0])

    def _staff(self) -> list[tuple[str, str]]:
        people = User.objects.only("username", "first_name", "last_name") if self.has_staff else User.objects.none()
        ordered = people.order_by("first_name", "last_name", "username")
        return [(user.actor_name, finding.user_mark(user.pk)) for user in ordered]


PEOPLE = Called(AuthorName, Author, "author", finding.author_mark, has_staff=True)
"""Everybody who signs stories, and everybody of the newsroom."""
TOPICS = Called(TopicName, Topic, "topic", finding.topic_mark)
"""Every topic."""


def colleagues(editions: Iterable[str]) -> tuple[User, ...]:
    """Those who write in one of these editions, by name: work can be handed to them. One query."""
    writes = [role for role, verbs in TABLE.items() if "article.write" in verbs]
    here = Q(roles__edition__in=list(editions)) | Q(roles__edition=None)
    staff = User.objects.filter(here, is_active=True, roles__role__in=writes).distinct()
    return tuple(staff.order_by("first_name", "last_name", "username"))


def families(model: type[Lasting]) -> dict[int, tuple[int, ...]]:
    """All that are one since they were merged, by each of them. Articles keep the identity they were written with."""
    heirs = dict(QuerySet(model).filter(merged_into__isnull=False).values_list("pk", "merged_into_id"))
    found: dict[int, list[int]] = {}
    for one, into in sorted(heirs.items()):
        found.setdefault(into, [into]).append(one)
    return {one: tuple(family) for family in found.values() for one in family}


def _all(parts: Iterable[str]) -> Q:
    """That a name has all of these, as it is folded."""
    return reduce(and_, (Q(folded__contains=part) for part in parts))
