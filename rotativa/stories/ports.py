"""What packages above plug in, so that this one need not know them."""

from collections.abc import Callable, Sequence

from rotativa.stories.text import Block, PublishedArticle

Preview = Callable[[PublishedArticle], str]
BlockPreview = Callable[[Sequence[Block], str], str]

preview: Preview | None = None
"""Renders a draft as it will be printed. The theme sets it at start-up (``set_preview``); until then preview is off."""

block_preview: BlockPreview | None = None
"""Renders blocks alone, for somebody who speaks a language, as they will be printed. Set with ``preview``."""

schedule_screen: Callable[[int], str] | None = None
"""The address of the screen that schedules an article. The desk sets it at start-up (``set_schedule_screen``)."""


def set_preview(render: Preview, render_blocks: BlockPreview) -> None:
    """Plugs the theme in."""
    global preview, block_preview
    preview, block_preview = render, render_blocks


def set_schedule_screen(address: Callable[[int], str]) -> None:
    """Plugs the desk in."""
    global schedule_screen  # noqa: PLW0603 set once, as the process starts
    schedule_screen = address
