"""Choosing a story to link to, by its words."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import SearchView

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


search = never_cache(require_admin_access(StorySearchView.as_view()))
