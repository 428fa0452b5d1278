"""The blocks that a plain page is written in: those of stories that fit."""

from wagtail import blocks

from rotativa.stories.blocks.showing import FactboxBlock, PictureBlock, TableBlock
from rotativa.stories.blocks.words import SubheadBlock, TextBlock


class PageBlocks(blocks.StreamBlock):
    """The body of a plain page."""

    text = TextBlock()
    subhead = SubheadBlock(max_length=200)
    picture = PictureBlock()
    table = TableBlock()
    factbox = FactboxBlock()

    class Meta:
        required = False
