"""Blocks that are written: text, subheads, what somebody said."""

from datetime import date
from typing import Any

from django.utils.translation import gettext, gettext_lazy as _
from wagtail import blocks

from rotativa.kit.languages import LONGEST_TAG
from rotativa.stories.blocks.fields import SUBHEADS, WRITE, Language, Line, Lines, Previewed, RichText


class TextBlock(Previewed, RichText):
    """Paragraphs, lists, and subheads between them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": SUBHEADS, **kwargs})

    sample = staticmethod(lambda: f"<p>{gettext('The bridge opened at six. By seven, the market was full.')}</p>")

    class Meta:
        label = _("Text")
        description = _("Paragraphs and lists, with bold, italic and links to stories or other sites.")
        icon = "rot-text"
        group = WRITE


class SubheadBlock(Previewed, Line):
    """A heading inside the text."""

    sample = staticmethod(lambda: gettext("What happens next"))

    class Meta:
        label = _("Subhead")
        description = _("A heading inside the text.")
        icon = "rot-subhead"
        group = WRITE


class QuoteBlock(Previewed, blocks.StructBlock):
    """Words of the text, lifted out of it."""

    sample = staticmethod(lambda: {"words": gettext("We will rebuild the bridge."), "speaker": "Ana Prado"})

    words = Lines(
        label=_("Words"),
        help_text=_(
            "At most 14 words that stand in the text too; without quotation marks, which are set by themselves."
        ),
    )
    speaker = Line(required=False, max_length=200, label=_("Said by"))

    class Meta:
        label = _("Pull quote")
        description = _("A few words of the text, set large beside it.")
        icon = "rot-quote"
        group = WRITE


class StatementBlock(Previewed, blocks.StructBlock):
    """What somebody said."""

    words = Lines(label=_("Words"), help_text=_("In the language of this edition, without quotation marks."))
    original_words = Lines(
        required=False,
        label=_("Original words"),
        help_text=_("As they were said. They stay the same in every edition."),
    )
    original_language = Language(
        required=False,
        max_length=LONGEST_TAG,
        label=_("Language of the original words"),
        help_text=_("Its name or its tag: Arabic, ar, pt-BR."),
    )
    speaker = Line(max_length=200, label=_("Said by"), help_text=_("The name as readers see it."))
    role = Line(
        required=False, max_length=200, label=_("Role"), help_text=_("Such as “senior official of the movement”.")
    )
    to_whom = Line(
        required=False, max_length=200, label=_("Said to"), help_text=_("The newspaper, the court, the rally.")
    )
    when = blocks.DateBlock(required=False, label=_("When"))

    @staticmethod
    def sample() -> dict[str, object]:
        """A mayor speaks."""
        return {
            "words": gettext("We will rebuild the bridge."),
            "speaker": "Ana Prado",
            "role": gettext("mayor of Vila Clara"),
            "when": date(2022, 6, 21),
        }

    class Meta:
        label = _("Statement")
        description = _("What somebody said: the words, who, to whom, when, and the original words.")
        icon = "rot-statement"
        group = WRITE
