"""Every read on which the arranging of a front depends, in one place."""

from rotativa.stories.facets import card as article_card
from rotativa.stories.shelves import in_edition as story_in, latest
from rotativa.topics.facets import codes as kind_code, sections as section_card
from rotativa.topics.shelves import all_sections

__all__ = ["all_sections", "article_card", "kind_code", "latest", "section_card", "story_in"]
