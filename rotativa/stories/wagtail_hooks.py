"""Wagtail's bulk actions know neither our gates nor our transactions: they are refused in words, before they begin."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from rotativa.daybook.writing import is_open
from rotativa.stories import rules
from rotativa.stories.choosing import PassageChooser, passage_chooser
from rotativa.stories.hand import draft_of
from rotativa.stories.models import ArticlePage


@hooks.register("register_admin_viewset")
def passages_to_choose() -> PassageChooser:
    """The chooser of passages."""
    return passage_chooser


@hooks.register("before_bulk_action")
def one_at_a_time(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> HttpResponse | None:
    """Stops a bulk action that would publish what may not go out, or do to articles what only a verb may do."""
    chosen = [page.pk for page in objects if isinstance(page, Page)]
    articles = list(ArticlePage.objects.filter(pk__in=chosen).select_related("latest_revision"))
    if not articles:
        return None
    told = list(_gates(articles)) if action_type == "publish" else []
    if not told and not is_open():
        told = [
            _("Nothing was done: articles are sent out, withdrawn and deleted one at a time, each on its own screen.")
        ]
    for sentence in told:
        messages.error(request, sentence)
    return redirect(action.next_url) if told else None


def _gates(articles: Iterable[ArticlePage]) -> Iterable[str]:
    for article in articles:
        for gate in rules.open_gates(draft_of(article)):
            headline = article.get_admin_display_title()
            yield _("“%(headline)s” cannot go out: %(why)s") % {"headline": headline, "why": gate.sentence}
