"""The navigation of an edition: blocks that are put in order, by hand or by keys."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from rotativa.desk.forms.blocks import BlocksForm
from rotativa.editions.lasting import resolved
from rotativa.fronts.facets import cards
from rotativa.fronts.models import PageText
from rotativa.fronts.planning import MOST_IN_BAR, MOST_LISTS, OUTSIDE
from rotativa.fronts.values import Entry, FootList, Navigation
from rotativa.stories.blocks.fields import Line, Sign
from rotativa.stories.inlines import topic_names
from rotativa.topics.models import KindName, SectionName

Choice = tuple[str, str]
_SUBJECTS = {kind: facet for kind, facet in cards.items() if kind != "page"}
"""What can be merged and removed. A plain page that readers do not have stays in the navigation, for when they do."""


@dataclass(frozen=True)
class Choices:
    """What entries can lead to, by the names that the edition gives."""

    sections: Sequence[Choice]
    kinds: Sequence[Choice]
    topics: Sequence[Choice]
    pages: Sequence[Choice]


def choices_in(edition: str) -> Choices:
    """What there is in an edition. Four queries."""
    named = SectionName.objects.filter(edition_id=edition).order_by("section__order", "section_id")
    kinds_named = KindName.objects.filter(edition_id=edition).order_by("kind__order", "kind_id")
    pages = PageText.objects.filter(edition_id=edition).order_by("page")
    return Choices(
        sections=[(str(pk), name) for pk, name in named.values_list("section_id", "name")],
        kinds=[(str(pk), name) for pk, name in kinds_named.values_list("kind_id", "name")],
        topics=topic_names(edition),
        pages=[
            (str(row.page_id), row.name if row.state == "out" else f"{row.name} ({row.get_state_display()})")
            for row in pages
        ],
    )


class FollowForm(forms.Form):
    """Asks nothing; ``seen`` is the number of the version that the person looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class NavigationForm(BlocksForm, forms.Form):
    """Bar and foot as blocks; ``seen`` is the number of the version that the person looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, edition: str, navigation: Navigation, number: int) -> None:
        choices = choices_in(edition)
        bar, foot = _bar(choices), _foot(choices)
        now = _as_now(navigation, edition)
        super().__init__(
            data,
            initial={
                "seen": number,
                "bar": bar.to_python([_raw(entry) for entry in now.bar]),
                "foot": foot.to_python([_raw_list(one) for one in now.foot]),
            },
        )
        self.fields["bar"] = blocks.BlockField(bar, label=_("The bar under the name of the paper"), required=False)
        self.fields["foot"] = blocks.BlockField(foot, label=_("The lists at the foot of every page"), required=False)

    @property
    def navigation(self) -> Navigation:
        """What was put together."""
        told = self.cleaned_data
        lists = (one.value for one in told["foot"])
        return Navigation(
            bar=_entries(told["bar"]),
            foot=tuple(FootList(" ".join(one["title"].split()), _entries(one["entries"])) for one in lists),
        )


def _bar(choices: Choices) -> Any:
    kinds = [("sections", _itself(_("All sections"), _("All sections, in their order."), "rot-section"))]
    return blocks.StreamBlock([*kinds, *_named(choices)], required=False, max_num=MOST_IN_BAR)


def _foot(choices: Choices) -> Any:
    entries = blocks.StreamBlock([*_filled(), *_named(choices)], label=_("Entries"))
    one = blocks.StructBlock(
        [("title", Line(label=_("Heading"), max_length=60)), ("entries", entries)],
        label=_("List"),
        icon="list-ul",
    )
    return blocks.StreamBlock([("list", one)], required=False, max_num=MOST_LISTS)


def _filled() -> list[tuple[str, Any]]:
    """Entries that stand for several lines, or say by themselves where they lead."""
    return [
        ("sections", _itself(_("All sections"), _("All sections, in their order."), "rot-section")),
        ("pages", _itself(_("All plain pages"), _("All plain pages that readers have."), "rot-page")),
        ("editions", _itself(_("All editions"), _("The fronts of all editions."), "rot-editions")),
        ("front", _worded(_("Front page"), "home")),
        ("contact", _worded(_("Write to us"), "mail")),
    ]


def _named(choices: Choices) -> list[tuple[str, Any]]:
    """Entries that lead to one thing."""
    outside = blocks.StructBlock(
        [
            ("words", Line(label=_("Words"), max_length=60)),
            ("target", Sign(label=_("Address"), max_length=500, help_text=_("It begins with https:// or mailto:."))),
        ],
        label=_("Address outside"),
        icon="link-external",
    )
    return [
        ("section", _chosen(_("Section"), choices.sections, "rot-section")),
        ("kind", _chosen(_("Kind of story"), choices.kinds, "rot-kind")),
        ("topic", _chosen(_("Topic"), choices.topics, "rot-topic")),
        ("page", _chosen(_("Plain page"), choices.pages, "rot-page")),
        (OUTSIDE, outside),
    ]


def _itself(label: Any, told: Any, icon: str) -> Any:
    return blocks.StaticBlock(label=label, admin_text=told, icon=icon)


def _worded(label: Any, icon: str) -> Any:
    return blocks.StructBlock([("words", _own_words())], label=label, icon=icon)


def _chosen(label: Any, offered: Iterable[Choice], icon: str) -> Any:
    where = blocks.ChoiceBlock(choices=list(offered), label=label)
    return blocks.StructBlock([("target", where), ("words", _own_words())], label=label, icon=icon)


def _own_words() -> Any:
    return Line(
        label=_("Words of its own"),
        max_length=60,
        required=False,
        help_text=_("Empty: the title of the page that it leads to."),
    )


def _entries(stream: Iterable[Any]) -> tuple[Entry, ...]:
    return tuple(_entry(one.block_type, one.value) for one in stream)


def _entry(kind: str, value: Any) -> Entry:
    told = value if isinstance(value, Mapping) else {}
    return Entry(kind, str(told.get("target") or "").strip(), " ".join(str(told.get("words") or "").split()))


def _raw(entry: Entry) -> dict[str, Any]:
    return {"type": entry.kind, "value": {"target": entry.target, "words": entry.words}}


def _raw_list(one: FootList) -> dict[str, Any]:
    return {"type": "list", "value": {"title": one.title, "entries": [_raw(entry) for entry in one.entries]}}


def _as_now(navigation: Navigation, edition: str) -> Navigation:
    """The navigation with what was merged in its new place; what was removed is left out, as it is on the pages."""
    return Navigation(
        bar=_living(navigation.bar, edition),
        foot=tuple(FootList(one.title, _living(one.entries, edition)) for one in navigation.foot),
    )


def _living(entries: tuple[Entry, ...], edition: str) -> tuple[Entry, ...]:
    now: dict[Entry, str] = {}
    for kind, facet in _SUBJECTS.items():
        asked = [entry for entry in entries if entry.kind == kind]
        for entry, (named, card) in zip(
            asked, resolved(facet, (f"{entry.target}@{edition}" for entry in asked)), strict=True
        ):
            if card is not None:
                now[entry] = named.partition("@")[0]
    living: dict[Any, Entry] = {}  # two that were merged are one entry, as they are one line for readers: the first
    for place, entry in enumerate(entries):
        if entry in now:
            living.setdefault((entry.kind, now[entry]), Entry(entry.kind, now[entry], entry.words))
        elif entry.kind not in _SUBJECTS:
            living[place] = entry
    return tuple(living.values())
