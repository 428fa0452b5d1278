"""Blocks that show something: pictures, what happened when, tables, facts, what stands on other sites."""

from typing import Any

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from rotativa.kit.languages import LONGEST_TAG, isolated
from rotativa.stories.blocks.fields import MORE, SHOW, Language, Line, Lines, Previewed, RichText, Sign

MANY_PICTURES, MANY_MOMENTS = 50, 60
KINDS_OF_EMBED = (
    ("video", _("Video")),
    ("audio", _("Recording")),
    ("map", _("Map")),
    ("chart", _("Chart")),
    ("post", _("Post")),
    ("page", _("Something else")),
)


def _newest_pictures(most: int) -> list[dict[str, Any]]:
    found = get_image_model().objects.order_by("-pk")[:most]
    return [{"picture": picture, "caption": gettext("What it shows, in a sentence."), "alt": ""} for picture in found]


class PictureUseBlock(blocks.StructBlock):
    """A picture with the caption of this use."""

    picture = ImageChooserBlock(label=_("Picture"))
    caption = Lines(required=False, label=_("Caption"), help_text=_("For this use. The credit is printed by itself."))
    alt = Lines(
        required=False,
        label=_("Alt text of this use"),
        help_text=_("Only where it must differ here; else the picture's own alt text in this language is read out."),
    )

    class Meta:
        label = _("Picture")
        icon = "rot-picture"


class PictureBlock(Previewed, PictureUseBlock):
    """A picture in the text."""

    sample = staticmethod(lambda: next(iter(_newest_pictures(1)), {}))

    class Meta:
        description = _("A picture with the caption of this use.")
        group = SHOW


class GalleryBlock(Previewed, blocks.StructBlock):
    """Several pictures together."""

    title = Line(required=False, max_length=200, label=_("Title"))
    pictures = blocks.ListBlock(PictureUseBlock(), max_num=MANY_PICTURES, label=_("Pictures"))

    sample = staticmethod(lambda: {"title": gettext("The harbour at dawn"), "pictures": _newest_pictures(3)})

    class Meta:
        label = _("Gallery")
        description = _("Several pictures together, each with its caption and credit.")
        icon = "rot-gallery"
        group = SHOW


class MomentBlock(blocks.StructBlock):
    """An entry of a timeline."""

    when = Sign(
        max_length=10,
        label=_("When"),
        help_text=_("A year, a month or a day: 1999, 1999-07 or 1999-07-04."),
    )
    until = Sign(
        required=False, max_length=10, label=_("Until"), help_text=_("Where it lasted; written in the same way.")
    )
    words = Lines(label=_("What happened"))

    class Meta:
        label = _("Entry")
        icon = "rot-timeline"


class TimelineBlock(Previewed, blocks.StructBlock):
    """What happened when."""

    title = Line(required=False, max_length=200, label=_("Title"))
    moments = blocks.ListBlock(
        MomentBlock(), max_num=MANY_MOMENTS, label=_("Entries"), help_text=_("Printed in the order of their dates.")
    )

    @staticmethod
    def sample() -> dict[str, object]:
        """The life of a bridge."""
        return {
            "title": gettext("The bridge"),
            "moments": [
                {"when": "1999", "until": "2012", "words": gettext("Ferries cross the river.")},
                {"when": "2012-07-04", "words": gettext("The bridge opens.")},
            ],
        }

    class Meta:
        label = _("Timeline")
        description = _("What happened when, with the dates in the words of each edition.")
        icon = "rot-timeline"
        group = SHOW


class Cells(TypedTableBlock):
    """Cells under headings; a column holds words or figures."""

    text = Line(required=False, label=_("Words"))
    number = Line(required=False, label=_("Figures"), help_text=_("Set one under the other."))


class TableBlock(Previewed, blocks.StructBlock):
    """A table that can be read out."""

    table = Cells(label=_("Table"))
    heads = blocks.BooleanBlock(
        required=False,
        default=True,
        label=_("The first column says what each row is about"),
        help_text=_("It is read out before every figure of its row."),
    )
    source = Line(required=False, max_length=300, label=_("Source"), help_text=_("Who counted, and when."))

    @staticmethod
    def sample() -> dict[str, object]:
        """Crossings of a river."""
        return {
            "table": {
                "columns": [
                    {"type": "text", "heading": gettext("Crossing")},
                    {"type": "number", "heading": gettext("Minutes")},
                ],
                "rows": [{"values": [gettext("Ferry"), "42"]}, {"values": [gettext("Bridge"), "7"]}],
                "caption": gettext("How long it takes to cross"),
            },
            "heads": True,
            "source": gettext("Harbour office"),
        }

    class Meta:
        label = _("Table")
        description = _("Figures or words in rows and columns, with headings and a caption.")
        icon = "rot-table"
        group = SHOW


class DocumentBlock(Previewed, blocks.StructBlock):
    """A document for readers."""

    document = DocumentChooserBlock(label=_("Document"))
    title = Line(
        max_length=200, label=_("Title"), help_text=_("What readers see; type and size are printed by themselves.")
    )

    @staticmethod
    def sample() -> dict[str, object]:
        """The newest document."""
        newest = get_document_model().objects.order_by("-pk").first()
        return {"document": newest, "title": gettext("The report of the harbour office")}

    class Meta:
        label = _("Document")
        description = _("A file for readers: a report, a court paper, figures. It is public once the article is.")
        icon = "rot-document"
        group = SHOW


def _where_from() -> str:
    """What an embed's address is, and from where this newsroom lets one come: a gate asks for no less."""
    hosts = ", ".join(isolated(host) for host in settings.ROTATIVA_EMBED_HOSTS)
    allowed = gettext("What plays it may come from: %(hosts)s.") % {"hosts": hosts}
    none = gettext(
        "This newsroom allows no site yet: the technician names those that may be shown (ROTATIVA_EMBED_HOSTS)."
    )
    return f"{gettext('Of the page with the video, the map, the post: https://…')} {allowed if hosts else none}"


class EmbedBlock(Previewed, blocks.StructBlock):
    """Something of another site."""

    address = Sign(
        max_length=2000,
        label=_("Address"),
        help_text=lazy(_where_from, str)(),
    )
    kind = blocks.ChoiceBlock(choices=KINDS_OF_EMBED, default="video", label=_("What it is"))
    title = Line(max_length=200, label=_("What it shows"), help_text=_("Readers decide by this whether to load it."))
    length = Line(required=False, max_length=80, label=_("How long"), help_text=_("Such as “4 minutes”."))
    language = Language(
        required=False,
        max_length=LONGEST_TAG,
        label=_("Its language"),
        help_text=_("Where it is not that of this edition. Its name or its tag: Arabic, ar, pt-BR."),
    )
    transcript = Sign(
        required=False, max_length=2000, label=_("Transcript"), help_text=_("The address of its words in writing.")
    )

    @staticmethod
    def sample() -> dict[str, object]:
        """A video of a bridge."""
        return {
            "address": "https://www.youtube.com/watch?v=00000000000",
            "kind": "video",
            "title": gettext("The first cars cross the bridge"),
            "length": gettext("4 minutes"),
        }

    class Meta:
        label = _("Embed")
        description = _(
            "A video, map or post of another site. Nothing is loaded from there before a reader asks for it."
        )
        icon = "rot-embed"
        group = SHOW


class FactboxBlock(Previewed, blocks.StructBlock):
    """What readers should know."""

    title = Line(max_length=200, label=_("Title"))
    words = RichText(label=_("Facts"), help_text=_("Short paragraphs or a list; begin each with its point in bold."))

    @staticmethod
    def sample() -> dict[str, object]:
        """A bridge in figures."""
        facts = (gettext("Length:"), gettext("412 metres")), (gettext("Built:"), "1999–2012")
        return {
            "title": gettext("The bridge in figures"),
            "words": "".join(f"<p><b>{name}</b> {fact}</p>" for name, fact in facts),
        }

    class Meta:
        label = _("Factbox")
        description = _("What readers should know, in short, beside the text.")
        icon = "rot-factbox"
        group = MORE
