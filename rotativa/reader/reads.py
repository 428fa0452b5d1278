"""Every read of the theme, in one place: what pages ask, and so what they depend on."""

from rotativa.bylines.facets import authors as author_card
from rotativa.editions.facets import masthead
from rotativa.editions.shelves import ALL, all_editions
from rotativa.pictures.facets import alt as picture_alt, card as picture_card
from rotativa.press.markers import address
from rotativa.stories.facets import card as article_card, full as article_full
from rotativa.stories.shelves import all_months, in_edition as story_in, latest, month, months
from rotativa.topics.facets import kinds as kind_card, sections as section_card, topics as topic_card
from rotativa.topics.shelves import all_sections

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
