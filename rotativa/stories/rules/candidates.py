"""Collects what the rules must know, in one read for each kind of thing that the article names."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from rotativa.documents.facets import card as documents
from rotativa.pictures import facets as pictures
from rotativa.stories import addressing
from rotativa.stories.extracting import text_of
from rotativa.stories.facets import passage as background
from rotativa.stories.models.rows import ArticleRow, State
from rotativa.stories.models.story import Story
from rotativa.stories.rules.gate import Candidate, Whereabouts
from rotativa.stories.text import ArticleText
from rotativa.topics import facets as topics

if TYPE_CHECKING:
    from rotativa.stories.models import ArticlePage


def candidate_of(article: "ArticlePage") -> Candidate:
    """The article as the rules see it. Takes the object as it is: a draft in a form, a revision, or a row."""
    candidate = candidate_with(text_of(article), article.edition_id)
    return replace(candidate, address_problem=addressing.problem(article))


def candidate_with(text: ArticleText, edition: str) -> Candidate:
    """A text in hand as the rules see it."""
    used = sorted({picture.picture for picture in text.pictures()})
    cards = pictures.card.many(used)
    alts = pictures.alt.many(f"{picture}@{edition}" for picture in used)
    return Candidate(
        text=text,
        edition=edition,
        section_named=not text.section or topics.sections(f"{text.section}@{edition}") is not None,
        credits={picture: card.credit.strip() for picture, card in zip(used, cards, strict=True) if card is not None},
        alts={picture: alt.text for picture, alt in zip(used, alts, strict=True) if alt is not None},
        stories=_whereabouts(text),
        passages={
            identity: passage.text
            for identity, passage in zip(
                text.passages(), background.many(f"{passage}@{edition}" for passage in text.passages()), strict=True
            )
            if passage is not None
        },
        documents=_known(text),
        embed_hosts=frozenset(settings.ROTATIVA_EMBED_HOSTS),
    )


def _known(text: ArticleText) -> frozenset[str]:
    used = sorted({use.document for use in text.documents()})
    return frozenset(identity for identity, card in zip(used, documents.many(used), strict=True) if card is not None)


def _whereabouts(text: ArticleText) -> Mapping[str, Whereabouts]:
    wanted = {UUID(story) for story in text.read()}
    if not wanted:
        return {}
    states: dict[str, set[str]] = defaultdict(set)
    for story, state in ArticleRow.objects.filter(story__in=wanted).values_list("story_id", "state"):
        states[str(story)].add(state)
    known = {str(story) for story in Story.objects.filter(pk__in=wanted).values_list("pk", flat=True)}
    return {story: _judge(states[story]) for story in known}


def _judge(states: set[str]) -> Whereabouts:
    if State.OUT in states:
        return Whereabouts.OUT
    # Withdrawn everywhere, with nothing on its way back: the link would never lead anywhere.
    return Whereabouts.WITHDRAWN if states and states <= {State.WITHDRAWN} else Whereabouts.EXPECTED
