"""Delete a draft: whose it is, and what goes with it, before it is gone."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.delete import DeleteView

from rotativa.desk import furniture
from rotativa.desk.acting import Acting
from rotativa.desk.forms.acts import VersionForm
from rotativa.desk.person import person
from rotativa.desk.queries import stories
from rotativa.kit.typed import number
from rotativa.staff.models import User
from rotativa.stories.actions.delete_draft import delete_draft
from rotativa.stories.hand import draft_of, standing_of, version_of
from rotativa.stories.models import ArticlePage


class ArticleDeleteView(Acting, WagtailAdminTemplateMixin, DeleteView):
    """A draft that was never public may be deleted; what was is only withdrawn."""

    template_name = "desk/act.html"
    page_title = gettext_lazy("Delete this draft")

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponseBase:
        article = get_object_or_404(ArticlePage, pk=page_id)
        if article.first_out is not None:
            messages.error(
                request,
                _("“%(headline)s” was public. It cannot be deleted, only withdrawn.") % {"headline": article.title},
            )
            return redirect("desk:withdraw", page_id)
        return super().dispatch(request, page_id=page_id, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("desk:stories"), "label": _("Stories")},
            {"url": self._back(), "label": self.page.get_admin_display_title()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cells = dict(stories.cells_of(self.page.story_id))
        draft = draft_of(self.page)
        looked_at = {
            "revision": self.page.latest_revision_id,
            "seen": version_of(draft),
            "stands": standing_of(self.page),
        }
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.update(
            draft=draft,
            edition=furniture.edition(self.request, self.page.edition_id),
            cell=cells.pop(self.page.edition_id, None),
            effects=self._effects(others=list(cells)),
            form=VersionForm(initial=looked_at),
            serious=True,
            button=_("Delete this draft"),
            back=self._back(),
        )
        return context

    def _effects(self, others: list[str]) -> list[tuple[str, str]]:
        last = self.page.latest_revision
        scheduled = self.page.scheduled_revision is not None
        stay = furniture.language_names(others)
        return [
            (_("Begun by"), self._named(self.page.owner)),
            (_("Saved last by"), self._named(last.user if last else None)),
            (_("Readers"), _("Nobody outside has ever seen it.")),
            (
                _("Other editions"),
                _("stay as they are: %(editions)s.") % {"editions": stay}
                if stay
                else _("no other: the story goes too."),
            ),
            *([(_("Its schedule"), _("It will not go out."))] if scheduled else []),
            (_("Here"), _("It is gone with all its versions and notes, and nobody can bring it back.")),
        ]

    def _named(self, who: User | None) -> str:
        if who is None:
            return _("nobody who is still here")
        return _("you") if who == self.request.user else who.actor_name

    def _back(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=(self.page.pk,))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        title = self.page.get_admin_display_title()
        looked_at = number(request.POST.get("revision", "")), request.POST.get("seen", "")
        delete_draft(person(request), self.page.pk, revision=looked_at[0], seen=looked_at[1])
        messages.success(request, _("Draft deleted: %(headline)s") % {"headline": title})
        return redirect("desk:stories")
