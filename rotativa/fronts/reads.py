"""Every read on which the arranging of a front depends, in one place."""

from rotativa.stories.facets import card as article_card
from rotativa.stories.shelves import in_edition as story_in, latest
from rotativa.topics.facets import kinds as kind_card, sections as section_card
from rotativa.topics.shelves import all_sections

__all__ = ["all_sections", "article_card", "kind_card", "latest", "section_card", "story_in"]
