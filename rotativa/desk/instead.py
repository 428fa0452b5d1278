"""What stands in the place of parts of Wagtail's editor of which nothing is shown, and whose making asks much."""

from typing import Any

from django.forms import Media

from rotativa.desk.compat import MediaContainer


class NoActions:
    """In the place of Wagtail's menu of acts."""

    media = Media()

    def render_html(self) -> str:
        """Nothing: the foot is ours."""
        return ""


class OnScreen:
    """In the place of the panels of a form that the browser has already."""

    def get_bound_panel(self, **_kwargs: Any) -> MediaContainer:
        """Nothing: not one panel is sent again."""
        return MediaContainer()
