"""Which articles name a section, a topic or an author: public ones, drafts, and what is scheduled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from rotativa.editions.lasting import ancestors
from rotativa.stories import finding
from rotativa.stories.finding import Term
from rotativa.stories.heirs import SUBJECTS
from rotativa.stories.models import ArticleAuthorRow, ArticleRow, ArticleTopicRow, PassageText, State
from rotativa.stories.versions import scheduled_with

_MARKS: Mapping[str, Callable[[int], str]] = {"topic": finding.topic_mark, "author": finding.author_mark}


@dataclass(frozen=True)
class Uses:
    """Who names it."""

    articles: tuple[int, ...]  # public ones first, newest first
    passages: tuple[int, ...]  # background that they keep

    @property
    def many(self) -> int:
        """How many there are."""
        return len(self.articles) + len(self.passages)


def require_known(kind: str) -> None:
    """Raises ``Impossible`` where nobody can tell which drafts name one; of sections the read table always knows."""
    if kind in _MARKS:
        finding.require_all()


def uses_of(kind: str, identity: int) -> Uses:
    """Everything that names it or something that was merged into it, published, drafted or scheduled."""
    every = {identity, *ancestors(SUBJECTS[kind], [identity]).get(identity, ())}
    public = _public(kind, every).order_by("-first_published", "-article").values_list("article", flat=True)
    drafts = _drafts(kind, every).order_by("-changed").values_list("article", flat=True)
    due = (article for article, _title in scheduled_with(lambda content: bool(_named(kind, content) & every)))
    keeps = PassageText.objects.filter(keeper__in=every) if kind == "author" else PassageText.objects.none()
    return Uses(
        tuple(dict.fromkeys([*public, *drafts, *due])),
        tuple(keeps.order_by("passage").values_list("passage", flat=True).distinct()),
    )


def public_by_edition(kind: str, identity: int) -> Mapping[str, int]:
    """How many public articles of each edition name it. One query more where something was merged into it."""
    every = {identity, *ancestors(SUBJECTS[kind], [identity]).get(identity, ())}
    counted = _public(kind, every).order_by("edition").values("edition").annotate(many=Count("article", distinct=True))
    return dict(counted.values_list("edition", "many"))


def _public(kind: str, every: set[int]) -> Any:
    if kind == "section":
        return ArticleRow.objects.filter(state=State.OUT, section__in=every)
    rows: Any = ArticleTopicRow if kind == "topic" else ArticleAuthorRow
    return rows.objects.filter(**{f"{kind}__in": every})


def _drafts(kind: str, every: set[int]) -> Any:
    """The articles whose draft names one of these, by what the read table and the index of the search keep of it."""
    if kind == "section":
        return ArticleRow.objects.filter(draft_section__in=every)
    marks = tuple(map(_MARKS[kind], sorted(every)))
    return finding.among(ArticleRow.objects.all(), [Term(marks=marks)])


def _named(kind: str, content: Mapping[str, Any]) -> set[int]:
    if kind == "section":
        return {content["section"]} if content.get("section") else set()
    return {line[kind] for line in content.get("topics" if kind == "topic" else "bylines") or []}
