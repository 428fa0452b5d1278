"""Choosing a picture in a form."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.widgets import AdminImageChooser

from rotativa.kit.nonces import nonce
from rotativa.kit.typed import number


class PictureChooser(AdminImageChooser):
    """Wagtail's own, which ends in an error where it is to show again what a form brought and is no number, and whose
    script the policy of the desk would not let run."""

    def get_instance(self, value: Any) -> Any:
        """The picture, or None where there is none."""
        if isinstance(value, str) and number(value) is None:
            return None
        return super().get_instance(value)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The field, and the script that makes it one: Wagtail's, in a script element that the policy knows."""
        known = self.get_value_data(value)
        field = self.render_html(name, known, attrs)
        script = self.render_js_init(attrs["id"], name, known)
        return format_html('{}<script nonce="{}">{}</script>', field, nonce(), mark_safe(script))  # noqa: S308 Wagtail's
