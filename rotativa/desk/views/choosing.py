"""Choosing a story to link to, by its words or in its edition; said as everywhere at the desk."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.chooser import BrowseView, ChosenMultipleView, SearchView
from wagtail.models import Page

from rotativa.addresses.queries import current_paths
from rotativa.desk.compat import know_together, looked_at_together
from rotativa.desk.person import editions_to_read, own_first
from rotativa.desk.queries.stories import of_articles
from rotativa.stories.models import ArticlePage, ArticleRow

_SHOWN = frozenset({"select", "title"})
"""Columns of Wagtail's that stay: where a page hangs in its tree, and which class it has, tell an editor nothing."""


class _EditionColumn(Column):
    cell_template_name = "desk/choosing_edition.html"

    def get_value(self, instance: Any) -> str:
        return instance.locale.language_code if isinstance(instance, ArticlePage) else ""


class _StateColumn(Column):
    cell_template_name = "desk/choosing_state.html"

    def get_value(self, instance: Any) -> str:
        return getattr(instance, "desk_state", "") or ""


class _WhenColumn(Column):
    cell_template_name = "desk/choosing_when.html"


def _columns(theirs: Iterable[Any], *, of_one_edition: bool = False) -> list[Any]:
    """Headline, edition where there are several, state, when."""
    known = {column.name: column for column in theirs if column.name in _SHOWN}
    known["title"].label = _("Headline")
    edition = _EditionColumn("edition", label=_("Edition"), width="14%")
    when = {"accessor": "latest_revision_created_at", "classname": "r-choosing-when"}
    return [
        *known.values(),
        *([] if of_one_edition else [edition]),
        _StateColumn("state", label=_("State"), width="14%"),
        _WhenColumn("changed", label=_("Last change"), width="14%", **when),
    ]


def _know(pages: Sequence[Any]) -> None:
    """Asks at once for what is said of each, and would be asked for one by one."""
    know_together(pages)
    articles = [page for page in pages if isinstance(page, ArticlePage)]
    paths = current_paths(article.thing for article in articles)
    for article in articles:
        article.known_path = paths.get(article.thing, "")


def _say_states(request: HttpRequest, pages: Iterable[Any]) -> None:
    """Gives each article its state at the desk. One query."""
    articles = [page for page in pages if isinstance(page, ArticlePage)]
    cells = of_articles([article.pk for article in articles], editions_to_read(request)) if articles else {}
    for article in articles:
        found: Any = article
        found.desk_state = cells[article.pk].state if article.pk in cells else ""


class StoryBrowseView(BrowseView):
    """Wagtail's own, with our columns: it begins with the newest of one's own edition, at no root of a tree."""

    @property
    def columns(self) -> list[Any]:
        return _columns(super().columns, of_one_edition=True)

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        if parent_page_id is None:
            own = own_first(request)[:1]
            begin = Page.objects.filter(depth=2, locale__language_code__in=[edition.code for edition in own])
            parent_page_id = begin.values_list("pk", flat=True).first()
        answer: HttpResponse = super().get(request, parent_page_id)
        return answer

    def filter_object_list(self, pages: Any) -> Any:
        """With the state of each, which is what its row in the read table says."""
        state = ArticleRow.objects.filter(article=OuterRef("pk")).values("state")[:1]
        found = super().filter_object_list(pages).select_related("locale").annotate(desk_state=Subquery(state))
        return looked_at_together(found.order_by(F("latest_revision_created_at").desc(nulls_last=True), "-pk"), _know)


class StorySearchView(SearchView):
    """Wagtail's own, which asks four questions for every row that it shows: here each is asked once for all."""

    @property
    def columns(self) -> list[Any]:
        return _columns(super().columns)

    def get(self, request: HttpRequest) -> TemplateResponse:
        answer: TemplateResponse = super().get(request)
        pages: Any = list((answer.context_data or {})["pages"])
        _know(pages)
        _say_states(request, pages)
        return answer


class PagesChosenView(ChosenMultipleView):
    """Wagtail's own, which stops at the root of its tree: nobody can choose that one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if Page.objects.filter(pk__in=request.GET.getlist("id"), depth=1).exists():
            raise Http404
        answer: HttpResponse = super().get(request)
        return answer


browse = never_cache(require_admin_access(StoryBrowseView.as_view()))
search = never_cache(require_admin_access(StorySearchView.as_view()))
chosen = never_cache(require_admin_access(PagesChosenView.as_view()))
