"""What packages above plug in, so that this one need not know them."""

from collections.abc import Callable

from rotativa.stories.text import PublishedArticle

Preview = Callable[[PublishedArticle], str]

preview: Preview | None = None
"""Renders a draft as it will be printed. The theme sets it at start-up (``set_preview``); until then preview is off."""


def set_preview(render: Preview) -> None:
    """Plugs the theme in."""
    global preview  # noqa: PLW0603 one theme for the process, set at its start
    preview = render
