"""Passages of background, as the desk lists them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from rotativa.kit.typed import number
from rotativa.stories.freezing import passage_from_json
from rotativa.stories.heirs import in_passage
from rotativa.stories.models import ArticlePassageRow, ArticleRow, Passage, PassageSnapshot, PassageText
from rotativa.stories.text import ContextText

PAGE = 50


@dataclass(frozen=True)
class PassageLine:
    """A passage with its state in each edition: ``out``, ``draft``; none where nothing is written."""

    passage: int
    name: str
    states: Mapping[str, str]
    articles: int  # public articles that use it, in all editions


@dataclass(frozen=True)
class User:
    """A public article that uses a passage."""

    article: int
    headline: str


def page(words: str, start: int) -> tuple[list[PassageLine], bool]:
    """Some of the passages whose name has these words, and whether there are more. Three queries."""
    found = Passage.objects.filter(removed=False, name__icontains=words)
    rows = list(found.order_by("name", "pk").values_list("pk", "name")[start : start + PAGE + 1])
    wanted = [passage for passage, _name in rows[:PAGE]]
    states: dict[int, dict[str, str]] = defaultdict(dict)
    texts = PassageText.objects.filter(passage__in=wanted)
    for passage, edition, snapshot in texts.values_list("passage_id", "edition_id", "snapshot"):
        states[passage][str(edition)] = "draft" if snapshot is None else "out"
    uses = ArticlePassageRow.objects.filter(passage__in=wanted).values("passage").annotate(many=Count("article"))
    many = dict(uses.values_list("passage", "many"))
    lines = [PassageLine(passage, name, states[passage], many.get(passage, 0)) for passage, name in rows[:PAGE]]
    return lines, len(rows) > PAGE


def users(passage: int, edition: str, most: int) -> tuple[list[User], int]:
    """The newest public articles of an edition that use the passage, and how many there are in all."""
    rows = ArticlePassageRow.objects.filter(passage=passage, edition_id=edition)
    newest = rows.order_by("-first_published", "-article").values_list("article_id", flat=True)[:most]
    headlines = dict(ArticleRow.objects.filter(article__in=list(newest)).values_list("article_id", "headline"))
    return [User(article, headlines[article]) for article in newest if article in headlines], rows.count()


@dataclass(frozen=True)
class Version:
    """What readers had of a passage in one edition."""

    number: int
    at: datetime
    who: str
    kept: bool  # whether it can be made the draft again


def versions(passage: int, edition: str, most: int = 200) -> list[Version]:
    """What readers had, newest first."""
    rows = PassageSnapshot.objects.filter(passage=passage, edition_id=edition).order_by("-number")
    found = rows.annotate(kept=Q(body__isnull=False)).values_list("number", "published_at", "actor_name", "kept")
    return [Version(*row) for row in found[:most]]


def text_of_version(passage: int, edition: str, version: str) -> ContextText | None:
    """The text of one of them."""
    row = PassageSnapshot.objects.filter(passage=passage, edition_id=edition, number=number(version) or 0).first()
    return in_passage(passage_from_json(row.text)) if row is not None else None
