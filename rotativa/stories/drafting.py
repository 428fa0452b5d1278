"""Drafts made in code: a new one, and what demo, imports and tests say in plain values, put where Wagtail keeps it."""

from collections.abc import Iterable, Sequence
from typing import Any, TypedDict
from uuid import UUID

from rotativa.editions.models import Edition
from rotativa.kit.actor import Actor
from rotativa.stories import raw
from rotativa.stories.extracting import one_line
from rotativa.stories.hand import user_of
from rotativa.stories.models import ArticleByline, ArticlePage, ArticleTopic, PassageText, Role, Story
from rotativa.stories.richtext import with_keys

RawBlock = raw.Raw
"""One block of a body: ``{"type": "text", "value": "<p>…</p>"}``, with an ``id`` where the block is known already."""


class Words(TypedDict, total=False):
    """What can be written into a draft. What is not given stays."""

    headline: str
    standfirst: str
    kicker: str
    dateline: str
    slug: str
    section: int | None
    kind: int | None
    topics: Sequence[int]
    authors: Sequence[int]
    translators: Sequence[int]
    reviewers: Sequence[int]
    picture: int | None
    caption: str
    alt: str
    body: Sequence[RawBlock]
    related: Sequence[UUID]


_COLUMNS = {
    "headline": "title",
    "standfirst": "standfirst",
    "kicker": "kicker",
    "dateline": "dateline",
    "slug": "public_slug",
    "section": "section_id",
    "kind": "kind_id",
    "picture": "picture_id",
    "caption": "picture_caption",
    "alt": "picture_alt",
}
_PEOPLE = {"authors": Role.AUTHOR, "translators": Role.TRANSLATOR, "reviewers": Role.REVIEWER}


def new_article(actor: Actor, story: Story, edition: Edition) -> ArticlePage:
    """An article of the story in that edition, not saved yet."""
    return ArticlePage(
        title="",
        slug=str(story.pk),
        story=story,
        edition=edition,
        locale=edition.locale,
        live=False,
        has_unpublished_changes=True,
        owner=user_of(actor),
    )


def write(draft: ArticlePage, words: Words) -> None:
    """Puts these words into the draft object. Nothing is saved."""
    for name, column in _COLUMNS.items():
        if name in words:
            value = words[name]  # type: ignore[literal-required]  # the names are those of Words
            setattr(draft, column, one_line(value) if isinstance(value, str) else value)
    if "topics" in words:
        draft.topics = [ArticleTopic(topic_id=topic, sort_order=place) for place, topic in enumerate(words["topics"])]
    if words.keys() & _PEOPLE.keys():
        draft.bylines = _bylines(draft, words)
    if "body" in words:
        draft.body = to_body(words["body"])
    if "related" in words:
        draft.related = to_related(words["related"])


def to_body(blocks: Sequence[RawBlock]) -> Any:
    """A body from raw blocks; blocks and paragraphs that have no name get one."""
    return in_field(ArticlePage, blocks)


def to_related(stories: Iterable[UUID | str]) -> Any:
    """Related stories, as an editor chooses them."""
    named = [raw.named({"type": "story", "value": str(story)}, with_keys) for story in stories]
    return ArticlePage._meta.get_field("related").to_python(named)  # noqa: SLF001 Django documents it


def to_passage(blocks: Sequence[RawBlock]) -> Any:
    """The same for a passage of background."""
    return in_field(PassageText, blocks)


def in_field(model: Any, blocks: Sequence[RawBlock]) -> Any:
    """The same for the body of any model that has one."""
    named = [raw.named(block, with_keys) for block in blocks]
    return model._meta.get_field("body").to_python(named)  # noqa: SLF001 Django documents it


def _bylines(draft: ArticlePage, words: Words) -> list[ArticleByline]:
    people = {role: [line.author_id for line in draft.bylines.all() if line.role == role] for role in Role}
    for name, role in _PEOPLE.items():
        if name in words:
            people[role] = list(words[name])  # type: ignore[literal-required]  # the names are those of Words
    pairs = [(role, person) for role in Role for person in people[role]]
    return [ArticleByline(author_id=person, role=role, sort_order=place) for place, (role, person) in enumerate(pairs)]
