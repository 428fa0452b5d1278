"""The screen on which an article is written: the reading order of the page first, then its bookkeeping."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

from rotativa.pictures.choosing import PictureChooser
from rotativa.stories.inlines import BylineLines, NamedInlinePanel, TopicLines


class Editor(TabbedInterface):
    """Panels whose form is one class. Wagtail makes it afresh for each request; nothing in it is of a request."""

    def get_form_class(self) -> type[Any]:
        return self._form_class

    @cached_property
    def _form_class(self) -> type[Any]:
        made: type[Any] = super().get_form_class()
        return made


def editor() -> Any:
    """The panels of an article. One tab: errors behind a tab are not found at night. Schedules are verbs, no fields."""
    return Editor([ObjectList([*_reading_order(), *_bookkeeping(), CommentPanel()], heading=_("Story"))])


def _reading_order() -> list[Any]:
    return [
        # Not Wagtail's TitleFieldPanel, which writes the slug while one types: ours is made when the article goes out.
        FieldPanel(
            "title",
            heading=_("Headline"),
            classname="title",
            help_text=_("At most 255 characters; 90 fit on a phone without a fourth line."),
            widget=AdminAutoHeightTextInput(attrs={"rows": 1, "placeholder": _("Headline")}),
            required_on_save=False,  # a translation begins without one
        ),
        FieldPanel(
            "standfirst",
            help_text=_("One or two sentences under the headline, on the page and in lists."),
            widget=_lines(),
        ),
        FieldPanel("kicker", help_text=_("A word or two above the headline, where the section does not say enough.")),
        _by(),
        _lead_picture(),
        FieldPanel("body", heading=_("Story")),
    ]


def _by() -> Any:
    people = NamedInlinePanel(
        "bylines",
        heading=_("By"),
        label=_("Person"),
        panels=[FieldPanel("author"), FieldPanel("role")],
        formset=BylineLines,
    )
    where = FieldPanel("dateline", help_text=_("Where it was reported from, as it stands before the first word."))
    return MultiFieldPanel([people, where], heading=_("By and dateline"))


def _lead_picture() -> Any:
    return MultiFieldPanel(
        [
            FieldPanel(
                "picture",
                help_text=_("Nothing goes out without a credit and an alt text in this language."),
                widget=PictureChooser,
            ),
            FieldPanel(
                "picture_caption", help_text=_("For this use. The credit is printed by itself."), widget=_lines()
            ),
            FieldPanel(
                "picture_alt",
                help_text=_(
                    "Only where it must differ here; else the picture's own alt text in this language is read out."
                ),
                widget=_lines(),
            ),
        ],
        heading=_("Lead picture"),
    )


def _bookkeeping() -> list[Any]:
    return [
        MultiFieldPanel(
            [
                FieldPanel("section", help_text=_("Needed before it can go out.")),
                FieldPanel("kind"),
                NamedInlinePanel(
                    "topics", heading=_("Topics"), label=_("Topic"), panels=[FieldPanel("topic")], formset=TopicLines
                ),
            ],
            heading=_("Where it belongs"),
        ),
        FieldPanel(
            "related",
            heading=_("Related stories"),
            help_text=_(
                "Up to four, under the text. Where you choose fewer, the newest with the same topics are added when it "
                "goes out, and stay until it goes out again. Each stands only where it has an article in this edition."
            ),
        ),
        FieldPanel(
            "public_slug",
            heading=_("Address"),
            help_text=_(
                "The last part of its address. Empty: made from the headline when it first goes out. From then on it "
                "is changed with “Change the address…”, and the old one redirects."
            ),
        ),
    ]


def _lines() -> AdminAutoHeightTextInput:
    return AdminAutoHeightTextInput(attrs={"rows": 2})
