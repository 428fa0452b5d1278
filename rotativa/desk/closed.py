"""Screens of Wagtail that the desk does without, closed before Wagtail's own addresses are asked.

Reports and snippets have no use here; folders, sites, locales and workflows are kept in step by our verbs;
the tree, bulk actions and the admin's API would act on articles past the screens that say what an act does to readers;
embeds would ask other hosts.
"""

import re
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, re_path
from django.utils.functional import cached_property
from django.views.decorators.cache import never_cache
from django.views.defaults import page_not_found
from wagtail.admin.auth import require_admin_access
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from rotativa.desk.compat import explore
from rotativa.desk.person import may

CLOSED = (
    "reports",
    "snippets",
    "collections",
    "sites",
    "redirects",
    "locales",
    "workflows",
    "groups",
    "users",
    "failwhale",
    "embeds",
)
"""First words of addresses below ``/desk/`` that answer 404."""


@require_admin_access
def nothing(request: HttpRequest) -> HttpResponse:
    """Says that there is no such screen, on a page of the desk."""
    return page_not_found(request, Http404(), template_name="wagtailadmin/404.html")


@require_admin_access
def tree(request: HttpRequest, **found: Any) -> HttpResponse:
    """Wagtail's page tree: for an editor-in-chief only. Everybody else is at home in Stories."""
    if not may(request, "staff.change"):
        return redirect("desk:stories")
    return explore(request, **found)


class ContainerViewSet(PageViewSet):
    """The root of Wagtail's tree, and the containers of editions: one looks into them, and does nothing to them."""

    model = Page

    @cached_property
    def views(self) -> dict[str, Callable[..., HttpResponseBase]]:
        """What can be done: what is not here answers 404."""
        every = super().views
        return {name: every[name] for name in ("index", "index_results", "search", "search_results")}


containers = ContainerViewSet()

urlpatterns: list[URLPattern] = [
    re_path(rf"^(?:{'|'.join(re.escape(word) for word in CLOSED)})/", never_cache(nothing)),
    re_path(r"^documents/multiple/", never_cache(nothing)),
    re_path(r"^bulk/(?:wagtailcore|stories|documents)/", never_cache(nothing)),
    re_path(r"^api/main/pages/\d+/action/", never_cache(nothing)),
    path("pages/", never_cache(tree)),
    path("pages/<int:parent_page_id>/", never_cache(tree)),
    path("pages/<int:parent_page_id>/results/", never_cache(tree)),
]
