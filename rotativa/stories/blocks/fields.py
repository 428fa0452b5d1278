"""What blocks are made of: lines of words, rich text, and a preview as readers get it."""

from collections.abc import Callable, Mapping
from datetime import UTC
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy as _
from draftjs_exporter.error import ExporterException
from wagtail import blocks

from rotativa.kit import languages, trace
from rotativa.stories import bodies, ports, raw, richtext
from rotativa.stories.blocks.sent import DEEPEST, is_too_deep, levelled
from rotativa.stories.errors import InPart

WRITE, SHOW, MORE, LIVE = _("Write"), _("Show"), _("Tell more"), _("As it happens")
FEATURES = ["bold", "italic", "link", "ul", "ol"]
SUBHEADS = ["h2", *FEATURES]

UNREADABLE = (ExporterException, AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError)
"""What Wagtail raises for words that were not written in its editor."""

Sample = Callable[[], Any]


class Previewed(blocks.Block):
    """A block that shows itself in the list of blocks as readers get it, with the words of a sample."""

    sample: Sample | None = None

    @property
    def is_previewable(self) -> bool:
        return ports.block_preview is not None and self.sample is not None

    def get_preview_value(self) -> Any:
        return self.normalize(self.sample() if self.sample is not None else None)

    def get_preview_template(self, value: Any, context: Any = None) -> str:
        return "stories/block_preview.html"

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, SafeString]:
        sample = raw.named({"type": self.name, "value": self.get_prep_value(value)}, richtext.with_keys)
        shown = bodies.body_of([sample], lambda: UTC)
        if ports.block_preview is None:
            return {"page": mark_safe("")}
        with trace.at(timezone.now()):
            return {"page": mark_safe(ports.block_preview(shown, get_language() or ""))}  # noqa: S308 the theme's page


class Line(blocks.CharBlock):
    """One line of words; its direction follows its first letters, for the widget is shared by all editions."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field.widget.attrs["dir"] = "auto"


class Lines(blocks.TextBlock):
    """Words that may run over several lines on the screen; printed as one."""

    def __init__(self, *args: Any, rows: int = 2, **kwargs: Any) -> None:
        super().__init__(*args, rows=rows, **kwargs)
        self.field.widget.attrs["dir"] = "auto"


class Sign(blocks.CharBlock):
    """A date, a tag or an address: written from left to right in every language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field.widget.attrs["dir"] = "ltr"


class Language(Sign):
    """A language: its tag, or its name, of which the tag is kept."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Mapping[str, Any], prefix: str) -> Any:
        """What was sent. Words that name no language stay as they are: a gate says so."""
        words = super().value_from_datadict(data, files, prefix)
        try:
            return languages.meant(words, get_language() or "en") if words else words
        except languages.NoTag:
            return words


class RichText(blocks.RichTextBlock):
    """Paragraphs and lists."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": FEATURES, **kwargs})

    def value_from_datadict(self, data: Mapping[str, Any], files: Mapping[str, Any], prefix: str) -> Any:
        """What was sent. Raises ``InPart`` where no editor sent it."""
        text = data.get(prefix)
        if not isinstance(text, str):
            raise InPart
        try:
            return super().value_from_datadict({prefix: levelled(text)}, files, prefix)
        except UNREADABLE as error:  # of Wagtail's reading: it looks at nothing that it is sent
            raise InPart from error

    def clean(self, value: Any) -> Any:
        """What was written; lists in lists in lists are refused, and stay on the screen."""
        cleaned = super().clean(value)
        if is_too_deep(cleaned.source):
            told = gettext("More than %(most)s lists stand inside one another. Take some of them apart.")
            raise ValidationError(told % {"most": DEEPEST})
        return cleaned

    def value_from_form(self, value: str) -> Any:
        """What was written. The editor sends no link that cannot be opened again, but others may."""
        return super().value_from_form(richtext.openable(value))
