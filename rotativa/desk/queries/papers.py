"""Documents that tell of whoever made them, before an article offers them to readers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from rotativa.documents.queries import told_by
from rotativa.documents.saying import sentences
from rotativa.stories.text import ArticleText


@dataclass(frozen=True)
class Telling:
    """A document that an article offers, and what it tells everybody who has it."""

    title: str
    sentences: tuple[SafeString, ...]
    anchor: str
    """Where it stands on the editor's screen."""


def telling(text: ArticleText) -> Sequence[Telling]:
    """The documents of a text that say something of whoever made them, in its order. They hold nothing back."""
    told = told_by(use.document for use in text.documents())
    return [
        Telling(use.title, tuple(sentences(told[use.document])), f"block-{use.id}-section")
        for use in text.documents()
        if use.document in told
    ]
