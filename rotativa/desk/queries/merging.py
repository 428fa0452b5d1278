"""What a merge or a removal would mean to readers: pages, articles and addresses, counted before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rotativa.addresses.queries import current_paths
from rotativa.editions.merging import Plan
from rotativa.kit.things import thing
from rotativa.press.queries import pages_of
from rotativa.stories.models import ArticleRow, Passage
from rotativa.stories.passages import articles_with
from rotativa.stories.subject_uses import public_by_edition, uses_of


@dataclass(frozen=True)
class Line:
    """What a merge does in one edition."""

    edition: str
    former: str  # the name that goes, or is taken over; empty where it has none
    name: str  # the name from then on; empty where neither has one
    taken: bool
    pages: int  # that show it and are printed again
    articles: int  # public ones
    path: str  # its address until now; empty where it has none
    leads_to: str  # where that leads from then on


@dataclass(frozen=True)
class User:
    """A thing that names what shall be removed."""

    headline: str
    article: int = 0
    passage: int = 0


@dataclass(frozen=True)
class Uses:
    """Some of them, and how many there are."""

    shown: tuple[User, ...]
    many: int

    @property
    def others(self) -> int:
        """Those that are not named."""
        return self.many - len(self.shown)


def lines(kind: str, one: int, into: int, plan: Plan, editions: Sequence[str]) -> list[Line]:
    """Edition by edition, what is not touched left out."""
    articles = public_by_edition(kind, one)
    paths = current_paths(thing(kind, pk, code) for pk in (one, into) for code in editions)
    former, names = {**plan.taken, **plan.dropped}, {**plan.taken, **plan.kept}
    nothing = ("", "")
    found = []
    for code in editions:
        path = paths.get(thing(kind, one, code), "")
        line = Line(
            edition=code,
            former=former.get(code, nothing)[0],
            name=names.get(code, nothing)[0],
            taken=code in plan.taken,
            pages=pages_of(thing(kind, one), f"{one}@{code}"),
            articles=articles.get(code, 0),
            path=path,
            leads_to=path if code in plan.taken else paths.get(thing(kind, into, code), ""),
        )
        if line.former or line.pages or line.articles:
            found.append(line)
    return found


def uses(kind: str, identity: int, most: int) -> Uses:
    """What names it: articles by headline, and background."""
    found = uses_of(kind, identity)
    told = _told(found.articles, most)
    names = dict(Passage.objects.filter(pk__in=found.passages[:most]).values_list("pk", "name"))
    kept = tuple(User(name, passage=passage) for passage, name in names.items())
    return Uses((*told.shown, *kept), found.many)


def users_of_passage(passage: int, most: int) -> Uses:
    """The articles that use a passage of background."""
    return _told(articles_with(passage), most)


def addresses(kind: str, one: Any) -> tuple[str, ...]:
    """Its current paths."""
    return tuple(sorted(current_paths(thing(kind, one.pk, row.edition_id) for row in one.names.all()).values()))


def _told(articles: Sequence[int], most: int) -> Uses:
    rows = ArticleRow.objects.filter(article__in=articles[:most])
    headlines = {row.article_id: row.draft_headline or row.headline for row in rows}
    shown = (User(headlines[article], article=article) for article in articles[:most] if article in headlines)
    return Uses(tuple(shown), len(articles))
