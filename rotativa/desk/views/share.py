"""Show it to somebody outside: links for who has no account, such as a lawyer; what each shows, and until when."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk.forms.sharing import NEWEST, ShareForm
from rotativa.desk.person import person
from rotativa.desk.views.act import ActView
from rotativa.kit.typed import number
from rotativa.stories import sharing
from rotativa.stories.actions.share import share
from rotativa.stories.actions.unshare import unshare
from rotativa.stories.errors import Impossible
from rotativa.stories.hand import version_of
from rotativa.stories.models import Share

LISTED = 50


class ShareView(ActView):
    """Makes links, lists them, and takes them back."""

    verb = "article.share"
    template_name = "desk/share.html"
    page_title = gettext_lazy("Show it to somebody outside")
    header_icon = "link"

    def may_act(self) -> bool:
        """Of one's own article, too."""
        somebody = person(self.request)
        own = self.article.owner_id == somebody.pk
        return somebody.may(self.verb, self.article.edition_id, own=own)

    def get_form(self, data: Any = None) -> Form:
        seen = {"revision": self.article.latest_revision_id, "seen": version_of(self.draft)}
        return ShareForm(data, initial={**seen, "what": NEWEST, "lasting": "72"})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = Share.objects.filter(article=self.article.pk).select_related("maker").order_by("-pk")[:LISTED]
        context["links"] = [{"share": one, "works": sharing.works(one), "address": self._address(one)} for one in rows]
        return context

    def _address(self, one: Share) -> str:
        return self.request.build_absolute_uri(reverse("shown", args=(sharing.token_of(one),)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        given = request.POST.get("take_back", "")
        if not given:
            return super().post(request, *args, **kwargs)
        try:
            unshare(self.actor, self.article, number(given) or 0)
        except Impossible as error:
            self.refuse(str(error))
        else:
            self.say(_("The link shows nothing any more."))
        return redirect(request.path)

    def act(self, form: Form) -> str:
        asked = form.cleaned_data
        share(
            self.actor,
            self.article,
            lasting=asked["lasting"],
            newest=asked["what"] == NEWEST,
            for_whom=asked["for_whom"],
            revision=asked["revision"],
            seen=asked["seen"],
        )
        return _("The link is made. Give it to nobody else: whoever has it can read.")

    def leads_to(self) -> str:
        """Here, where the link stands."""
        return self.request.path
