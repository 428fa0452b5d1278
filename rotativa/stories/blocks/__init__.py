"""The blocks that a story is written in, in the newsroom's words and in the order of writing."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField

from rotativa.stories.blocks.fields import LIVE, Line, Previewed
from rotativa.stories.blocks.leading import ContextBlock, ReadBlock
from rotativa.stories.blocks.showing import (
    DocumentBlock,
    EmbedBlock,
    FactboxBlock,
    GalleryBlock,
    PictureBlock,
    TableBlock,
    TimelineBlock,
)
from rotativa.stories.blocks.words import QuoteBlock, StatementBlock, SubheadBlock, TextBlock
from rotativa.stories.text import MOST_RELATED

__all__ = ["BodyField", "PassageBlocks", "ReadBlock", "RelatedBlocks", "StoryBlocks"]


class EntryBlocks(blocks.StreamBlock):
    """What a live entry is made of."""

    text = TextBlock()
    statement = StatementBlock()
    picture = PictureBlock()
    embed = EmbedBlock()
    read = ReadBlock()


class LiveBlock(Previewed, blocks.StructBlock):
    """An entry of a live story."""

    day = blocks.DateBlock(label=_("Day"))
    time = blocks.TimeBlock(label=_("Time"), help_text=_("By the clocks of this edition."))
    headline = Line(required=False, max_length=200, label=_("Headline"))
    body = EntryBlocks(label=_("Entry"))
    is_last = blocks.BooleanBlock(
        required=False,
        label=_("The coverage ends with this entry"),
        help_text=_("Readers are told that it has ended, and no longer that it is live, until a newer entry follows."),
    )

    @staticmethod
    def sample() -> dict[str, object]:
        """A bridge is opened."""
        return {
            "day": "2022-06-28",
            "time": "14:05",
            "headline": gettext("The bridge is open"),
            "body": [{"type": "text", "value": f"<p>{gettext('The first cars are across.')}</p>"}],
        }

    class Meta:
        label = _("Live entry")
        description = _(
            "What is known at one moment. Entries stand below the text, newest first, each with its own link."
        )
        icon = "rot-live"
        group = LIVE
        form_attrs: Mapping[str, str] = {"data-controller": "r-now"}  # the desk puts the time in


class PassageBlocks(blocks.StreamBlock):
    """What a passage of background is made of. No passage is among it, so none can run in a circle."""

    text = TextBlock()
    timeline = TimelineBlock()
    table = TableBlock()

    class Meta:
        required = False


class StoryBlocks(blocks.StreamBlock):
    """The body of an article. The README says what a new kind of block needs."""

    text = TextBlock()
    subhead = SubheadBlock(max_length=200)
    quote = QuoteBlock()
    statement = StatementBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    timeline = TimelineBlock()
    table = TableBlock()
    document = DocumentBlock()
    embed = EmbedBlock()
    read = ReadBlock()
    factbox = FactboxBlock()
    context = ContextBlock()
    live = LiveBlock()

    class Meta:
        required = False


class RelatedBlocks(blocks.StreamBlock):
    """The stories that stand under an article."""

    story = ReadBlock(label=_("Story"))

    class Meta:
        required = False
        max_num = MOST_RELATED


class BodyField(StreamField):
    """A StreamField whose blocks are no part of migrations: they change with the code, and no column does."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, _arguments, keywords = super().deconstruct()
        return name, "wagtail.fields.StreamField", [[]], {**keywords, "block_lookup": {}}
