"""What blocks say, without what the editor's form writes otherwise by itself.

The form reads the HTML of a text and writes it anew: a space at the end of a paragraph goes, and so do paragraphs that
have no words. Nobody has written anything then.
"""

from typing import Any
from uuid import UUID

from wagtail import blocks

from rotativa.stories import richtext


def settled(block: blocks.Block, value: Any) -> Any:
    """A value as it is kept (``get_prep_value``), in such a way that two which say the same are equal."""
    if isinstance(block, blocks.RichTextBlock):
        return _words(str(value or ""))
    if isinstance(block, blocks.BaseStreamBlock):
        return [{**one, "value": settled(block.child_blocks[one["type"]], one["value"])} for one in value]
    if isinstance(block, blocks.ListBlock):
        return [{**one, "value": settled(block.child_block, one["value"])} for one in value]
    if isinstance(block, blocks.BaseStructBlock):
        return {name: settled(child, value.get(name)) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.DateBlock | blocks.TimeBlock):  # as it was kept, or as the form has read it
        return block.to_python(value)
    return value.replace("\r\n", "\n") if isinstance(value, str) else value or ""  # what was never filled in is empty


def _words(html: str) -> str:
    pages = {page: UUID(int=page) for page in richtext.linked_articles(html)}  # that each leads to another is enough
    return richtext.tidy(html, "", pages, set())
