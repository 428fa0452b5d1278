"""The menu of the desk, in its own order. A person who may not do a thing does not see its item."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from rotativa.desk.person import may

May = Callable[[HttpRequest], bool]


class Place(MenuItem):
    """A screen of the desk, shown to whoever may use it."""

    def __init__(self, label: str | Promise, url_name: str, icon: str, verbs: Sequence[str] = ()) -> None:
        package, _colon, screen = url_name.rpartition(":")
        super().__init__(label, "", name=package if screen == "index" else screen, icon_name=icon)
        self._url_name = url_name
        self._verbs = tuple(verbs)

    def is_shown(self, request: HttpRequest) -> bool:
        return not self._verbs or any(may(request, verb) for verb in self._verbs)

    def render_component(self, request: HttpRequest) -> object:
        self.url = reverse(self._url_name)
        return super().render_component(request)


class _Folder(SubmenuMenuItem):
    """A part of the menu that opens, with its places in our order."""

    def __init__(self, label: str | Promise, icon: str, name: str, places: Sequence[Place]) -> None:
        for number, place in enumerate(places):
            place.order = number
        super().__init__(label, Menu(items=list(places)), name=name, icon_name=icon)


PLACES = (
    Place(_("Stories"), "desk:stories", "rot-stories", ("article.read",)),
    Place(_("Fronts"), "desk:fronts", "rot-front", ("article.read",)),
    Place(_("Pictures"), "wagtailimages:index", "rot-picture", ("picture.add", "picture.describe")),
    Place(_("Background"), "desk:passages", "rot-background", ("passage.write", "passage.publish")),
    Place(_("Documents"), "wagtaildocs:index", "doc-full", ("document.add", "document.change")),
    Place(_("Daybook"), "desk:daybook", "rot-daybook", ("article.read",)),
    Place(_("Press"), "desk:press", "rot-press"),
    _Folder(
        _("Newsroom"),
        "rot-newsroom",
        "newsroom",
        (
            Place(_("Sections"), "desk:sections", "rot-section", ("section.change",)),
            Place(_("Plain pages"), "desk:pages", "rot-page", ("page.write", "page.publish")),
            Place(_("Navigation"), "desk:navigation", "rot-navigation", ("navigation.publish",)),
            Place(_("Topics"), "desk:topics", "rot-topic", ("topic.change",)),
            Place(_("Kinds"), "desk:kinds", "rot-kind", ("kind.change",)),
            Place(_("People"), "desk:authors", "user", ("author.change",)),
        ),
    ),
    _Folder(
        _("Settings"),
        "cogs",
        "settings",
        (
            Place(_("Staff"), "desk:staff", "group", ("staff.change",)),
            Place(_("Editions"), "desk:editions", "rot-editions", ("edition.change",)),
        ),
    ),
)


def construct(request: HttpRequest, items: list[MenuItem]) -> None:
    """Puts our menu in the place of Wagtail's, whatever packages added to it; only the help on keys stays."""
    keys = [item for item in items if item.name == "help"]
    items[:] = [place for place in PLACES if place.is_shown(request)]
    for number, item in enumerate(items):
        item.order = number
    items.extend(keys)
