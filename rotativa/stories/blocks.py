"""The blocks that a story is written in, in the newsroom's words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock

WRITE, SHOW, MORE = _("Write"), _("Show"), _("Tell more")
FEATURES = ["bold", "italic", "link", "ul", "ol"]


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


class TextBlock(blocks.RichTextBlock):
    """Paragraphs and lists."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=FEATURES, **kwargs)

    class Meta:
        label = _("Text")
        description = _("Paragraphs and lists, with bold, italic and links to stories or other sites.")
        icon = "rot-text"
        group = WRITE
        preview_value = "<p>The bridge opened at six. By seven, the market was full.</p>"


class SubheadBlock(Line):
    """A heading inside the text."""

    class Meta:
        label = _("Subhead")
        description = _("A heading inside the text.")
        icon = "rot-subhead"
        group = WRITE
        preview_value = "What happens next"


class StatementBlock(blocks.StructBlock):
    """What somebody said."""

    words = Lines(label=_("Words"), help_text=_("In the language of this edition, without quotation marks."))
    original_words = Lines(
        required=False,
        label=_("Original words"),
        help_text=_("As they were said. They stay the same in every edition."),
    )
    original_language = Line(
        required=False,
        max_length=35,
        label=_("Language of the original words"),
        help_text=_("Its tag, such as ar or pt-BR."),
    )
    speaker = Line(max_length=200, label=_("Said by"), help_text=_("The name as readers see it."))
    role = Line(
        required=False, max_length=200, label=_("Role"), help_text=_("Such as “senior official of the movement”.")
    )
    to_whom = Line(
        required=False, max_length=200, label=_("Said to"), help_text=_("The newspaper, the court, the rally.")
    )
    when = blocks.DateBlock(required=False, label=_("When"))

    class Meta:
        label = _("Statement")
        description = _("What somebody said: the words, who, to whom, when, and the original words.")
        icon = "rot-statement"
        group = WRITE
        preview_value: Mapping[str, object] = {
            "words": "We will rebuild the bridge.",
            "speaker": "Ana Prado",
            "role": "mayor of Vila Clara",
        }


class PictureBlock(blocks.StructBlock):
    """A picture in the text."""

    picture = ImageChooserBlock(label=_("Picture"))
    caption = Lines(required=False, label=_("Caption"), help_text=_("For this use. The credit is printed by itself."))
    alt = Lines(
        required=False,
        label=_("Alt text of this use"),
        help_text=_("Only where it must differ here; else the picture's own alt text in this language is read out."),
    )

    class Meta:
        label = _("Picture")
        description = _("A picture with the caption of this use.")
        icon = "rot-picture"
        group = SHOW


class ReadBlock(blocks.PageChooserBlock):
    """A link to a story. Editors choose one of its articles; the story is kept, and leads home in every edition."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(page_type="stories.ArticlePage", **kwargs)

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else str(value.story_id)

    def to_python(self, value: Any) -> Any:
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: Sequence[Any]) -> list[Any]:
        stories = {story for story in map(_uuid, values) if story is not None}
        found = self._articles(stories) if stories else {}
        return [found.get(_uuid(value)) for value in values]

    def extract_references(self, value: Any) -> Iterator[tuple[Any, str, str, str]]:
        if value is not None:
            yield self.model_class, str(value.pk), "", ""

    def _articles(self, stories: set[UUID]) -> Mapping[UUID | None, Any]:
        """One article for each story, to show in the chooser: its original where that exists."""
        rows = self.model_class.objects.filter(story__in=stories).select_related("story").order_by("pk")
        chosen: dict[UUID | None, Any] = {}
        for article in rows:
            if article.story_id not in chosen or article.story.original_id == article.pk:
                chosen[article.story_id] = article
        return chosen

    @cached_property
    def model_class(self) -> Any:
        # ChooserBlock takes the general page model as soon as it is asked before the applications are ready.
        return self.target_model

    class Meta:
        label = _("READ: another story")
        description = _(
            "A link to a story. In each edition it leads to that edition's article; it is left out where there is none."
        )
        icon = "rot-read"
        group = MORE


class StoryBlocks(blocks.StreamBlock):
    """The body of an article. A new kind of block is added here, in ``extracting`` and in ``text``."""

    text = TextBlock()
    subhead = SubheadBlock(max_length=200)
    statement = StatementBlock()
    picture = PictureBlock()
    read = ReadBlock()

    class Meta:
        required = False


class BodyField(StreamField):
    """A StreamField whose blocks are no part of migrations: they change with the code, and no column does."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, _arguments, keywords = super().deconstruct()
        return name, "wagtail.fields.StreamField", [[]], {**keywords, "block_lookup": {}}


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
