"""What else can be done to a plain page: another title or address, its withdrawal, an end, a look at it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk import furniture
from rotativa.desk.forms.acts import ReasonForm
from rotativa.desk.forms.pages import PageKindForm, TitleForm
from rotativa.desk.forms.putting import put
from rotativa.desk.person import may
from rotativa.desk.queries import pages as lists
from rotativa.desk.views.pages import OnePageScreen
from rotativa.desk.views.seen import as_readers_load_it
from rotativa.editions.in_words import language_name
from rotativa.editions.naming import Overtaken
from rotativa.fronts.actions.change_page_kind import change_page_kind
from rotativa.fronts.actions.delete_page import delete_page
from rotativa.fronts.actions.name_page import name_page
from rotativa.fronts.actions.withdraw_page import withdraw_page
from rotativa.fronts.models import PageSnapshot, PageState, PageText
from rotativa.fronts.texts import draft_of_page, seen_of_all, standing_of
from rotativa.kit import trace
from rotativa.kit.actor import Refused
from rotativa.press.queries import pages_of
from rotativa.reader.preview import preview_plain
from rotativa.stories.errors import Impossible


class WrittenPageScreen(OnePageScreen):
    """An act on a page that has a title in the edition."""

    def written(self) -> PageText:
        """What the page is there."""
        if self.row is None:
            raise Http404
        return self.row

    def crumbs(self) -> list[dict[str, Any]]:
        return [*super().crumbs(), {"url": self.get_back_url(), "label": str(self.page)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.written()
        shown = pages_of(self.page.thing, f"{self.page.pk}@{self.edition.code}")
        context = super().get_context_data(**kwargs)
        context.update(row=row, edition=self.edition, back=self.get_back_url(), shown=shown)
        return context


class RenamePageView(WrittenPageScreen):
    """Another title, another address: at once where readers have the page."""

    template_name = "desk/page_form.html"
    page_title = gettext_lazy("Title and address")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or TitleForm(edition=self.edition, row=self.written())
        context = super().get_context_data(form=form, button=_("Save"), **kwargs)
        context["is_public"] = context["row"].state == PageState.OUT
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = TitleForm(request.POST, edition=self.edition, row=self.written())
        if not form.is_valid():
            return self.render_again(form=form)
        told = form.cleaned_data
        try:
            name_page(self.actor, self.page, self.edition.code, name=told["name"], slug=told["slug"], seen=told["seen"])
        except Impossible as gone:
            return self.gone(gone)
        except ValidationError as error:  # gates among them: readers would get the text anew, under the new title
            put(form, error)
            del self.row
            if isinstance(error, Overtaken):  # to save once more is meant, then
                form.data = {
                    **request.POST.dict(),
                    "seen": TitleForm(edition=self.edition, row=self.row)["seen"].value(),
                }
            return self.render_again(form=form)
        self.say(_("Saved. Pages that show it are printed again by themselves."))
        return redirect(self.get_back_url())


class PageKindView(OnePageScreen):
    """What the page says, for machines: one answer in all editions, at once where readers have it."""

    template_name = "desk/page_form.html"
    page_title = gettext_lazy("What the page says")

    def crumbs(self) -> list[dict[str, Any]]:
        return [*super().crumbs(), {"url": self.get_back_url(), "label": str(self.page)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or PageKindForm(initial={"kind": self.page.kind})
        shown = {"title": str(self.page), "back": self.get_back_url(), "refused": self._refused()}
        return super().get_context_data(form=form, button=_("Save"), **shown, **kwargs)

    def _refused(self) -> str:
        """The editions in which the person may not, in words."""
        texts = PageText.objects.filter(page=self.page).values_list("edition_id", "state")
        verbs = {str(code): "page.publish" if state == PageState.OUT else "page.write" for code, state in texts}
        return furniture.language_names(code for code, verb in verbs.items() if not may(self.request, verb, code))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PageKindForm(request.POST)
        if not form.is_valid():
            return self.render_again(form=form)
        try:
            change_page_kind(self.actor, self.page, form.cleaned_data["kind"])
        except (Impossible, Refused) as refusal:
            self.refuse(str(refusal))
            return self.render_again(form=form)
        self.say(_("Saved. Pages that show it are printed again by themselves."))
        return redirect(self.get_back_url())


class WithdrawPageView(WrittenPageScreen):
    """Says what readers will meet, and asks why."""

    template_name = "desk/page_withdraw.html"
    page_title = gettext_lazy("Withdraw the page")
    header_icon = "rot-withdrawn"
    verbs = ("page.publish",)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = language_name(self.edition.code)
        context = super().get_context_data(**{"form": self._form(), **kwargs})
        context.update(
            is_out=context["row"].state == PageState.OUT,
            may_publish=may(self.request, "page.publish", self.edition.code),
            button=_("Withdraw in %(language)s") % {"language": language},
            serious=True,
            effects=self._effects(context["row"]),
        )
        return context

    def _form(self) -> ReasonForm:
        return ReasonForm(initial={"stands": standing_of(self.written())})

    def _effects(self, row: PageText) -> list[tuple[str, str]]:
        path = format_html('<bdi class="r-path" dir="ltr">{}</bdi>', lists.path_of(row))
        gone = _("%(path)s answers “withdrawn” (410), and so do its old addresses.") % {"path": "{}"}
        others = PageText.objects.filter(page=self.page, state=PageState.OUT).exclude(pk=row.pk)
        stay = furniture.language_names(str(code) for code in others.values_list("edition_id", flat=True))
        return [
            (_("Its address"), format_html(gone, path)),
            (_("Navigation"), _("It leaves the bar and the foot of every page at once.")),
            (
                _("Other editions"),
                _("stay readable: %(editions)s.") % {"editions": stay} if stay else _("none is out."),
            ),
            (_("Here"), _("Nothing is deleted. It can be published again, at the same address.")),
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.written()
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.render_again(form=form)
        try:
            withdraw_page(self.actor, self.page, self.edition.code, **form.cleaned_data)
        except Impossible as error:
            self.refuse(str(error))
            return redirect(self.get_back_url())
        language = language_name(self.edition.code)
        self.say(_("Withdrawn in %(language)s.") % {"language": language})
        return redirect(self.get_back_url())


class DeletePageView(OnePageScreen):
    """What readers never had can go, in all editions."""

    template_name = "desk/page_delete.html"
    page_title = gettext_lazy("Delete the page")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        texts = list(PageText.objects.filter(page=self.page))
        codes = [str(text.edition_id) for text in texts]
        refused = [code for code in codes if not may(self.request, "page.write", code)]
        return super().get_context_data(
            title=str(self.page),
            back=self.get_back_url(),
            seen=seen_of_all(texts),
            was_out=PageSnapshot.objects.filter(page=self.page).exists(),
            refused=furniture.language_names(refused),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        title = str(self.page)
        try:
            delete_page(self.actor, self.page, seen=request.POST.get("seen", ""))
        except Impossible as error:
            self.refuse(str(error))
            return self.render_again()
        self.say(_("“%(name)s” is deleted.") % {"name": title})
        return redirect("desk:pages")


class PreviewPageView(WrittenPageScreen):
    """The draft as it will be printed."""

    page_title = gettext_lazy("Preview")

    @method_decorator(as_readers_load_it)
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        draft = draft_of_page(self.written())
        with trace.at(timezone.now()):
            return HttpResponse(preview_plain(self.page.pk, self.edition.code, draft))
