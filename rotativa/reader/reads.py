"""Every read of the theme, in one place: what pages ask, and so what they depend on."""

from collections.abc import Mapping
from typing import Any

from rotativa.bylines.queries import AuthorCard
from rotativa.editions.facets import masthead
from rotativa.editions.shelves import ALL, all_editions
from rotativa.kit.trace import Facet, Shelf
from rotativa.pictures.queries import AltText, PictureCard
from rotativa.stories.queries import ArticleCard
from rotativa.stories.text import PublishedArticle
from rotativa.topics.queries import KindCard, SectionCard, TopicCard


def _nothing(_: tuple[str, ...]) -> Mapping[str, Any]:
    raise NotImplementedError


section_card: Facet[SectionCard] = Facet("section.card", _nothing, {})
kind_card: Facet[KindCard] = Facet("kind.card", _nothing, {})
topic_card: Facet[TopicCard] = Facet("topic.card", _nothing, {})
author_card: Facet[AuthorCard] = Facet("author.card", _nothing, {})
picture_card: Facet[PictureCard] = Facet("picture.card", _nothing, {})
picture_alt: Facet[AltText] = Facet("picture.alt", _nothing, {})
article_full: Facet[PublishedArticle] = Facet("article.full", _nothing, {})
article_card: Facet[ArticleCard] = Facet("article.card", _nothing, {})
address: Facet[str] = Facet("address", _nothing, {})
all_sections = Shelf("sections.all", _nothing, lambda _: ())
story_in = Shelf("story.in", _nothing, lambda _: ())
latest = Shelf("articles.latest", _nothing, lambda _: ())
months = Shelf("articles.months", _nothing, lambda _: ())
month = Shelf("articles.month", _nothing, lambda _: ())
all_months = Shelf("articles.all_months", _nothing, lambda _: ())

__all__ = ["ALL", "masthead", "all_editions"]
