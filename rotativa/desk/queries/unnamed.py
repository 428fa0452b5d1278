"""Whom, and what, an edition has no name for: readers there do not see it."""

from rotativa.bylines.facets import authors
from rotativa.bylines.models import Author
from rotativa.editions.lasting import followed
from rotativa.stories.text import ArticleText
from rotativa.topics.facets import topics
from rotativa.topics.models import Topic


def unnamed_people(text: ArticleText, edition: str) -> tuple[str, ...]:
    """Who signs and has no name in the edition, as they are called in others."""
    signing = dict.fromkeys([*text.authors, *text.translators, *text.reviewers])
    nameless = [one for one in signing if not followed(authors, [one], edition)]
    return tuple(filter(None, map(str, Author.objects.filter(pk__in=nameless).order_by("pk")))) if nameless else ()


def unnamed_topics(text: ArticleText, edition: str) -> tuple[str, ...]:
    """What it is about and has no name in the edition, as it is called in others."""
    nameless = [one for one in text.topics if not followed(topics, [one], edition)]
    return tuple(filter(None, map(str, Topic.objects.filter(pk__in=nameless).order_by("pk")))) if nameless else ()
