"""Versions: any two of an article beside each other, what readers got and what was saved."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views import View

from rotativa.desk.queries.comparing import whole
from rotativa.desk.queries.versions import Versions, text_behind, versions_of
from rotativa.desk.views.act import ActView
from rotativa.kit.typed import number


class VersionsView(ActView):
    """For whoever writes here: nothing is changed by looking."""

    verb = "article.write"
    http_method_names = ("get", "head", "options")
    template_name = "desk/versions.html"
    page_title = gettext_lazy("Versions")
    header_icon = "history"

    @cached_property
    def versions(self) -> Versions:
        """What there is to compare."""
        return versions_of(self.article)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = [self.request.GET.get(name, one) for name, one in zip(("old", "new"), self._usual(), strict=True)]
        old, new = (text_behind(self.article, key) for key in chosen)
        context = super().get_context_data(**kwargs)
        context.update(
            versions=self.versions,
            old=chosen[0],
            new=chosen[1],
            old_version=self.versions.get(chosen[0]),
            new_version=self.versions.get(chosen[1]),
            compared=whole(old, new, self.edition.code) if old and new else None,
            beside=self.request.GET.get("how") == "beside",
        )
        return context

    def _usual(self) -> tuple[str, str]:
        """What is shown when nobody says. Where readers have the draft, it is what went out last."""
        usual, last_out = self.versions.usual(), self.versions.last_out()
        if last_out is None or "old" in self.request.GET or "new" in self.request.GET:
            return usual
        have, draft = (text_behind(self.article, key) for key in usual)
        return last_out if have == draft else usual


class ToVersions(View):
    """Wagtail's addresses for comparing lead here: its own screen knows neither snapshots nor moved paragraphs."""

    def get(self, request: HttpRequest, pk: int, revision_id_a: str, revision_id_b: str, **kwargs: Any) -> HttpResponse:
        query = "&".join(
            f"{name}={_key(said)}" for name, said in (("old", revision_id_a), ("new", revision_id_b)) if _key(said)
        )
        address = redirect("desk:versions", pk).headers["Location"]
        return redirect(f"{address}?{query}" if query else address)


def _key(said: str) -> str:
    """Ours for a version that Wagtail names by a number; its words “live” and “latest” are what is shown anyway."""
    return f"saved-{said}" if number(said) else ""
