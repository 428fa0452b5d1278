"""Facts in words, for whoever stands below the desk, which has the words: the desk registers how facts are said."""

from collections.abc import Callable, Iterable, Mapping

from rotativa.daybook.queries import Fact

Say = Callable[[Iterable[Fact]], Mapping[int, str]]
_say: list[Say] = []


def register(say: Say) -> None:
    """Says facts from now on; each sentence by the number of its fact."""
    _say[:] = [say]


def in_words(facts: Iterable[Fact]) -> Mapping[int, str]:
    """A sentence for each of these facts, by number; who did which verb, where nobody has better words."""
    told = tuple(facts)
    better = _say[0](told) if _say else {}
    return {fact.number: better.get(fact.number) or f"{fact.actor_name}: {fact.verb}" for fact in told}
