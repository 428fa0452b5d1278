"""Every read of the theme, in one place: what pages ask, and so what they depend on."""

from rotativa.bylines.facets import (
    about as author_about,
    authors as author_card,
    now as author_now,
    portraits as author_portrait,
)
from rotativa.documents.facets import card as document_card
from rotativa.editions.facets import masthead, motto
from rotativa.editions.shelves import ALL, all_editions
from rotativa.fronts.facets import composition as front_composition, navigation, page_card, page_full, page_policy
from rotativa.fronts.shelves import all_pages
from rotativa.pictures.facets import alt as picture_alt, card as picture_card, phone as picture_phone
from rotativa.press.markers import address
from rotativa.stories.days import beside as days_beside, day, days
from rotativa.stories.facets import (
    card as article_card,
    filed as article_filed,
    full as article_full,
    gone as article_gone,
    line as article_line,
    passage,
    signed as article_signed,
    writers as article_writers,
)
from rotativa.stories.shelves import (
    all_months,
    editions as story_editions,
    in_edition as story_in,
    latest,
    month,
    month_stories,
    months,
    newest,
)
from rotativa.topics.facets import (
    abouts as subject_abouts,
    codes as kind_code,
    kinds as kind_card,
    now as topic_now,
    sections as section_card,
    topics as topic_card,
)
from rotativa.topics.shelves import all_sections

__all__ = [
    "ALL",
    "address",
    "all_editions",
    "all_months",
    "all_pages",
    "all_sections",
    "article_card",
    "article_filed",
    "article_full",
    "article_gone",
    "article_line",
    "article_signed",
    "article_writers",
    "author_about",
    "author_card",
    "author_now",
    "author_portrait",
    "day",
    "days",
    "days_beside",
    "document_card",
    "front_composition",
    "kind_card",
    "kind_code",
    "latest",
    "masthead",
    "month",
    "month_stories",
    "months",
    "motto",
    "navigation",
    "newest",
    "page_card",
    "page_full",
    "page_policy",
    "passage",
    "picture_alt",
    "picture_card",
    "picture_phone",
    "section_card",
    "story_editions",
    "story_in",
    "subject_abouts",
    "topic_card",
    "topic_now",
]
