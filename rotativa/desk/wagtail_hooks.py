"""What the desk hangs into Wagtail's admin. Nothing happens here: every line leads to where it does."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.ui.components import Component

from rotativa.desk import article, closed, home, menu, urls
from rotativa.desk.middleware import signed_out

ICONS = (
    *("out", "correction", "behind", "draft", "waiting", "scheduled", "held", "withdrawn", "none", "original"),
    *("stories", "front", "press", "daybook", "gate", "editions", "send", "newsroom", "section", "topic", "kind"),
    *("text", "subhead", "quote", "statement", "picture", "gallery", "timeline", "table", "document", "embed", "read"),
    *("factbox", "background", "live", "hand", "page", "navigation"),
)


@hooks.register("register_icons")
def icons(known: list[str]) -> list[str]:
    return [*known, *(f"desk/icons/rot-{name}.svg" for name in ICONS)]


@hooks.register("insert_global_admin_css")
def theme() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))


@hooks.register("insert_global_admin_js")
def scripts() -> SafeString:
    files = [(static(f"desk/{name}.js"),) for name in ("lists", "editor", "sending")]
    return format_html_join("", '<script src="{}"></script>', files)


@hooks.register("insert_global_admin_js")
def pasting() -> SafeString:
    most = {"rows": 100, "columns": 12}
    said = _(
        "A table here has at most %(rows)s rows and %(columns)s columns. What you pasted has more: each row is a "
        "paragraph now."
    )
    return format_html(
        '<script src="{}" data-most-rows="{}" data-most-columns="{}" data-too-large="{}"></script>',
        static("desk/pasting.js"),
        most["rows"],
        most["columns"],
        said % most,
    )


@hooks.register("insert_global_admin_js")
def saving() -> SafeString:
    return format_html(
        '<script src="{}" data-here="{}" data-signed-out="{}" data-unreachable="{}" data-failed="{}" data-gone="{}">'
        "</script>",
        static("desk/saving.js"),
        reverse("desk:here"),
        signed_out(),
        _("The desk cannot be reached. Your text is in this window: save again in a moment."),
        _("The desk failed to save this. Your text is in this window, and saving it is tried again by itself."),
        _("This was deleted meanwhile, and cannot be saved. Your text is in this window: copy what you need."),
    )


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    return [path("", include((urls.urlpatterns, "desk"), namespace="desk"))]


@hooks.register("register_admin_viewset")
def article_screens() -> object:
    return article.viewset


# After Wagtail's own for every kind of page, in the place of which it comes.
@hooks.register("register_admin_viewset", order=1)
def container_screens() -> object:
    return closed.containers


# Last, so that what packages add of their own is cleared away with Wagtail's.
@hooks.register("construct_main_menu", order=1000)
def main_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    menu.construct(request, items)


@hooks.register("construct_help_menu", order=1000)
def help_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    # Wagtail's guides are on other hosts; the list of keys is here.
    items[:] = [item for item in items if item.name == "keyboard-shortcuts-trigger"]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_summary(request: HttpRequest, items: list[Component]) -> None:
    items.clear()


@hooks.register("construct_homepage_panels", order=1000)
def home_panels(request: HttpRequest, panels: list[Component]) -> None:
    panels[:] = [home.HomePanel(request)]


@hooks.register("register_admin_search_area")
def search() -> SearchArea:
    # The sidebar takes the first of all areas: Wagtail's own begin at 100.
    return SearchArea(_("Stories"), reverse("desk:stories"), name="stories", icon_name="rot-stories", order=1)
