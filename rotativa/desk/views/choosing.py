"""Choosing a story to link to, by its words."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import ChosenMultipleView, SearchView
from wagtail.models import Page

from rotativa.addresses.queries import current_paths
from rotativa.desk.compat import know_together
from rotativa.stories.models import ArticlePage


class StorySearchView(SearchView):
    """Wagtail's own, which asks four questions for every row that it shows: here each is asked once for all."""

    def get(self, request: HttpRequest) -> TemplateResponse:
        answer: TemplateResponse = super().get(request)
        pages: Any = list((answer.context_data or {})["pages"])
        know_together(pages)
        articles = [page for page in pages if isinstance(page, ArticlePage)]
        paths = current_paths(article.thing for article in articles)
        for article in articles:
            article.known_path = paths.get(article.thing, "")
        return answer


class PagesChosenView(ChosenMultipleView):
    """Wagtail's own, which stops at the root of its tree: nobody can choose that one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if Page.objects.filter(pk__in=request.GET.getlist("id"), depth=1).exists():
            raise Http404
        answer: HttpResponse = super().get(request)
        return answer


search = never_cache(require_admin_access(StorySearchView.as_view()))
chosen = never_cache(require_admin_access(PagesChosenView.as_view()))
