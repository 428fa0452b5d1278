"""Every read of the theme, in one place: what pages ask, and so what they depend on."""

from collections.abc import Mapping
from typing import Any

from rotativa.bylines.facets import authors as author_card
from rotativa.editions.facets import masthead
from rotativa.editions.shelves import ALL, all_editions
from rotativa.kit.trace import Facet, Shelf
from rotativa.pictures.facets import alt as picture_alt, card as picture_card
from rotativa.press.markers import address
from rotativa.stories.queries import ArticleCard
from rotativa.stories.text import PublishedArticle
from rotativa.topics.facets import kinds as kind_card, sections as section_card, topics as topic_card
from rotativa.topics.shelves import all_sections


def _nothing(_: tuple[str, ...]) -> Mapping[str, Any]:
    raise NotImplementedError


article_full: Facet[PublishedArticle] = Facet("article.full", _nothing, {})
article_card: Facet[ArticleCard] = Facet("article.card", _nothing, {})
story_in = Shelf("story.in", _nothing, lambda _: ())
latest = Shelf("articles.latest", _nothing, lambda _: ())
months = Shelf("articles.months", _nothing, lambda _: ())
month = Shelf("articles.month", _nothing, lambda _: ())
all_months = Shelf("articles.all_months", _nothing, lambda _: ())

__all__ = [
    "ALL",
    "address",
    "all_editions",
    "all_months",
    "all_sections",
    "article_card",
    "article_full",
    "author_card",
    "kind_card",
    "latest",
    "masthead",
    "month",
    "months",
    "picture_alt",
    "picture_card",
    "section_card",
    "story_in",
    "topic_card",
]
