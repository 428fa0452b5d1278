"""Who, and what, is called so: people and topics by what somebody typed of their names, in any edition's writing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from rotativa.bylines.models import Author, AuthorName
from rotativa.editions.lasting import Lasting
from rotativa.kit import folding
from rotativa.staff.models import User
from rotativa.staff.permissions import TABLE
from rotativa.stories.finding import author_mark, topic_mark, user_mark
from rotativa.topics.models import Topic, TopicName

MOST = 50
"""So many people, or topics, one word stands for at most; those whose name has the very word come first."""
MOST_OFFERED = 200


@dataclass(frozen=True)
class Named:
    """A name, and the marks of the index for who has it, and for those who were merged into them."""

    name: str
    words: tuple[str, ...]
    marks: tuple[str, ...]


def people() -> tuple[Named, ...]:
    """Everybody who signs stories, in every edition's writing, and everybody of the newsroom. Three queries."""
    merged = families(Author)
    authors = AuthorName.objects.order_by("name").values_list("name", "author_id")
    staff = User.objects.only("username", "first_name", "last_name").order_by("first_name", "last_name", "username")
    return (
        *(_named(name, *map(author_mark, merged.get(author, (author,)))) for name, author in authors),
        *(_named(user.actor_name, user_mark(user.pk)) for user in staff),
    )


def topics() -> tuple[Named, ...]:
    """Every topic, in every edition's writing. Two queries."""
    merged = families(Topic)
    rows = TopicName.objects.order_by("name").values_list("name", "topic_id")
    return tuple(_named(name, *map(topic_mark, merged.get(topic, (topic,)))) for name, topic in rows)


def marks(known: Iterable[Named], asked: str) -> tuple[str, ...]:
    """Whose name has all words that were typed; where some are called exactly so, only these."""
    words = folding.words(asked)
    found = [one for one in known if words and all(_has(one, word) for word in words)]
    exact = [one for one in found if list(one.words) == words]
    return tuple(dict.fromkeys(mark for one in exact or found for mark in one.marks))[:MOST]


def by_word(known: Sequence[Named], asked: str) -> Mapping[str, tuple[str, ...]]:
    """For each word that was typed, those whose name has it, or begins so."""
    found = {}
    for word in asked.replace('"', " ").split():
        words = folding.words(word)
        if words:
            who = [one for one in known if all(_has(one, each) for each in words)]
            exact = [one for one in who if set(words) <= set(one.words)]
            found[" ".join(words)] = tuple(dict.fromkeys(mark for one in (*exact, *who) for mark in one.marks))[:MOST]
    return found


def offered(known: Iterable[Named]) -> tuple[str, ...]:
    """Names to choose from, each once."""
    return tuple(dict.fromkeys(one.name for one in known))[:MOST_OFFERED]


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


def _named(name: str, *marks: str) -> Named:
    return Named(name, tuple(folding.words(name)), marks)


def _has(one: Named, word: str) -> bool:
    return any(part.startswith(word) for part in one.words)
