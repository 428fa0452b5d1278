"""Where two versions of an article belong, in words: section, kind, topics, people, related stories."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from rotativa.desk.queries.fronts import in_edition
from rotativa.desk.queries.names import names
from rotativa.kit.things import thing
from rotativa.stories.text import ArticleText

_STORY = "story"
_FIELDS: Mapping[str, tuple[str, str | Promise]] = {
    "section": ("section", gettext_lazy("Section")),
    "kind": ("kind", gettext_lazy("Kind of story")),
    "topics": ("topic", gettext_lazy("Topics")),
    "authors": ("author", gettext_lazy("By")),
    "translators": ("author", gettext_lazy("Translated by")),
    "reviewers": ("author", gettext_lazy("Reviewed by")),
    "related": (_STORY, gettext_lazy("Related stories")),
}


@dataclass(frozen=True)
class Belonging:
    """A field that differs: the names that go and those that come; neither, where only their order is another."""

    label: str
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()


def belonging(old: ArticleText, new: ArticleText, edition: str) -> Iterator[Belonging]:
    """The fields that differ, by the names of today in this edition. What is gone by now has no name."""
    for field, (kind, label) in _FIELDS.items():
        was, now = (_identities(getattr(text, field)) for text in (old, new))
        if was == now:
            continue
        gone, come = [one for one in was if one not in now], [one for one in now if one not in was]
        called = _called(kind, (*gone, *come), edition)
        yield Belonging(str(label), *(tuple(called.get(one) or "–" for one in each) for each in (gone, come)))


def _identities(said: str | Sequence[str]) -> Sequence[str]:
    if isinstance(said, str):
        return [said] if said else []
    return said


def _called(kind: str, identities: Iterable[str], edition: str) -> Mapping[str, str]:
    if kind == _STORY:
        return {story: known.headline for story, known in in_edition(edition, identities).items()}
    wanted = [(thing(kind, one), edition) for one in identities]
    found = names(wanted)
    return {one: found[pair].text for one, pair in zip(identities, wanted, strict=True) if pair in found}
