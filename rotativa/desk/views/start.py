"""Beginnings: a new story, or the edition of one in another language."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk import furniture
from rotativa.desk.person import editions_for, may
from rotativa.desk.queries import stories
from rotativa.desk.queries.originals import original_beside
from rotativa.desk.views.base import DeskView, InEdition
from rotativa.editions.in_words import language_name
from rotativa.stories.actions.start_edition import start_edition
from rotativa.stories.actions.start_story import start_story
from rotativa.stories.errors import Impossible
from rotativa.stories.models import Story


class WriteView(DeskView):
    """A new story, written first in one of the person's editions."""

    verbs = ("story.start",)
    template_name = "desk/write.html"
    page_title = gettext_lazy("Write a story")
    header_icon = "rot-stories"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["editions"] = editions_for(self.request, "story.start")
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        edition = request.POST.get("edition", "")
        if not may(request, "story.start", edition) or furniture.edition(request, edition) is None:
            self.refuse(_("Choose an edition that you write in."))
            return redirect("desk:write")
        article = start_story(self.actor, edition)
        return redirect("wagtailadmin_pages:edit", article.pk)


class StartView(InEdition):
    """The edition of a story in another language: its structure, texts empty, the original to be read beside."""

    template_name = "desk/start.html"
    header_icon = "rot-editions"

    @cached_property
    def story(self) -> Story:
        """The story that gets an edition."""
        return get_object_or_404(Story, pk=self.kwargs["story"])

    def get_page_title(self) -> str:
        return _("Start %(language)s") % {"language": language_name(self.edition.code)}

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("desk:stories"), "label": _("Stories")}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        known = stories.cells_of(self.story.pk).get(self.edition.code)
        if known is not None:
            return redirect("wagtailadmin_pages:edit", known.article)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        original = original_beside(UUID(str(self.story.pk)))
        context = super().get_context_data(**kwargs)
        context.update(
            edition=self.edition,
            original=original,
            original_edition=furniture.edition(self.request, original.edition) if original else None,
            allowed=may(self.request, "edition.start", self.edition.code),
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may(request, "edition.start", self.edition.code):
            language = language_name(self.edition.code)
            self.refuse(_("You may not do this in %(language)s.") % {"language": language})
            return redirect(request.path)
        try:
            article = start_edition(self.actor, self.story, self.edition.code)
        except Impossible as error:
            self.refuse(str(error))
            return redirect(request.path)
        language = language_name(self.edition.code)
        self.say(_("The %(language)s edition is yours to write. The original stands beside.") % {"language": language})
        return redirect(f"{reverse('wagtailadmin_pages:edit', args=(article.pk,))}?beside=original")
