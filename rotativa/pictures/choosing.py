"""Choosing a picture in a form."""

from typing import Any

from wagtail.images.widgets import AdminImageChooser

from rotativa.kit.typed import number


class PictureChooser(AdminImageChooser):
    """Wagtail's own, which ends in an error where it is to show again what a form brought and is no number."""

    def get_instance(self, value: Any) -> Any:
        """The picture, or None where there is none."""
        if isinstance(value, str) and number(value) is None:
            return None
        return super().get_instance(value)
