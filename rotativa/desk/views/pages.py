"""Plain pages: the list of them, and the text of each in one edition."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.daybook.writing import transaction
from rotativa.desk import furniture
from rotativa.desk.forms.pages import AddPageForm, PageForm, TitleForm
from rotativa.desk.forms.putting import put
from rotativa.desk.person import editions_for, may
from rotativa.desk.queries import pages as lists
from rotativa.desk.views.base import DeskView, InEdition
from rotativa.editions.in_words import language_name
from rotativa.fronts.actions.add_page import add_page
from rotativa.fronts.actions.name_page import name_page
from rotativa.fronts.actions.publish_page import publish_page
from rotativa.fronts.actions.save_page import save_page
from rotativa.fronts.models import PageSnapshot, PageState, PageText, PlainPage
from rotativa.fronts.texts import draft_of_page, public_page, seen
from rotativa.kit.actor import Refused
from rotativa.stories.errors import Impossible, NotReady, Overtaken
from rotativa.stories.rules import Gate


class PagesScreen(DeskView):
    """What the screens of plain pages share."""

    verbs: tuple[str, ...] = ("page.write", "page.publish")
    header_icon = "rot-page"

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("desk:pages"), "label": _("Plain pages")}]


class PagesView(PagesScreen):
    """The list, with the state in every edition."""

    template_name = "desk/pages.html"
    page_title = gettext_lazy("Plain pages")

    def crumbs(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        columns = furniture.editions(self.request)
        lines = [(line, [(column, line.places.get(column.code)) for column in columns]) for line in lists.lines()]
        return super().get_context_data(columns=columns, lines=lines, **kwargs)


class AddPageView(PagesScreen):
    """A new one, with its title in the edition in which it is begun."""

    template_name = "desk/page_form.html"
    page_title = gettext_lazy("Add a page")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"form": self._form(), "button": _("Go on to its text"), **kwargs})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self._form(request.POST)
        if form.is_valid():
            told = form.cleaned_data
            try:
                with transaction(self.actor):
                    page = add_page(self.actor, told["kind"])
                    name_page(self.actor, page, told["edition"], name=told["name"])
            except ValidationError as error:
                put(form, error)
            else:
                return redirect("desk:page_in", page.pk, told["edition"])
        return self.render_again(form=form)

    def _form(self, data: Any = None) -> AddPageForm:
        choices = [(one.code, one.language) for one in editions_for(self.request, "page.write")]
        return AddPageForm(data, editions=choices)


class OnePageScreen(InEdition, PagesScreen):
    """A plain page in one edition."""

    page: PlainPage

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = PlainPage.objects.filter(pk=kwargs["pk"]).first()
        if found is None:
            raise Http404
        self.page = found
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def row(self) -> PageText | None:
        """What it is in this edition; None where nobody has given it a title."""
        rows = PageText.objects.select_related("edition", "page")
        return rows.filter(page=self.page, edition_id=self.edition.code).first()

    def get_back_url(self) -> str:
        if "edition" in self.kwargs:
            return reverse("desk:page_in", args=(self.page.pk, self.edition.code))
        return reverse("desk:page", args=(self.page.pk,))

    def gone(self, told: Impossible) -> HttpResponse:
        """Somebody has deleted the page meanwhile: no screen of it is left to show what was typed on."""
        self.refuse(str(told))
        return redirect("desk:pages")


class PageView(OnePageScreen):
    """Its text in one edition, and the way out. Where it has no title yet, it is asked for one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "edition" not in kwargs:
            return redirect("desk:page_in", kwargs["pk"], self._first(request))
        return super().dispatch(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        return ["desk/page.html" if self.row is not None else "desk/page_start.html"]

    def get_page_title(self) -> str:
        return self.row.name if self.row is not None else str(self.page)

    def get_back_url(self) -> str:
        return reverse("desk:pages")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        code = self.edition.code
        places = next((line.places for line in lists.lines() if line.page == self.page.pk), {})
        context = super().get_context_data(**kwargs)
        context.update(
            page_pk=self.page.pk,
            edition=self.edition,
            language=language_name(code),
            editions=[(one, places.get(one.code)) for one in furniture.editions(self.request)],
            row=self.row,
            may_write=may(self.request, "page.write", code),
            may_publish=may(self.request, "page.publish", code),
            never_out=not PageSnapshot.objects.filter(page=self.page).exists(),
            **(self._started() if self.row is None else self._written(self.row, kwargs.get("form"))),
        )
        return context

    def _started(self) -> dict[str, Any]:
        return {"form": TitleForm(edition=self.edition), "button": _("Go on to its text")}

    def _written(self, row: PageText, form: PageForm | None) -> dict[str, Any]:
        draft = draft_of_page(row)
        shown = form or PageForm(instance=row, initial={"seen": seen(draft)})
        return {
            "form": shown,
            "media": shown.media,
            "path": lists.path_of(row),
            "is_out": row.state == PageState.OUT,
            "is_withdrawn": row.state == PageState.WITHDRAWN,
            "is_edited": public_page(row) != draft,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.row is None:
            return self._start(request)
        form = PageForm(request.POST, instance=self.row)
        if not form.is_valid():
            self.refuse(_("Not saved: see below. What you typed is still here."))
            return self.render_again(form=form)
        told, code = form.cleaned_data, self.edition.code
        try:
            row = save_page(self.actor, self.page, code, body=list(told["body"].raw_data), seen=told["seen"])
        except Overtaken as theirs:
            return self._overtaken(form, theirs)
        except (Impossible, Refused, ValidationError) as refusal:
            for sentence in getattr(refusal, "messages", [str(refusal)]):
                self.refuse(sentence)
            return self.render_again(form=form)
        return self._publish(row) if "publish" in request.POST else self._saved()

    def _start(self, request: HttpRequest) -> HttpResponse:
        form = TitleForm(request.POST, edition=self.edition)
        if form.is_valid():
            told = form.cleaned_data
            try:
                name_page(self.actor, self.page, self.edition.code, name=told["name"], slug=told["slug"])
            except Impossible as gone:
                return self.gone(gone)
            except ValidationError as error:
                put(form, error)
            else:
                return redirect("desk:page_in", self.page.pk, self.edition.code)
        return self.render_again(form=form)

    def _saved(self) -> HttpResponse:
        self.say(_("Saved. Readers see nothing of it before it is published."))
        return redirect("desk:page_in", self.page.pk, self.edition.code)

    def _publish(self, row: PageText) -> HttpResponse:
        code = self.edition.code
        try:
            publish_page(self.actor, self.page, code, seen=seen(draft_of_page(row)))
        except NotReady as held:
            self.refuse(_("Saved, but not published: gates hold it."))
            return self._held(held.gates)
        except ValidationError as error:
            elsewhere = reverse("desk:page_name", args=(self.page.pk, code)), _("Another title or address…")
            self.refuse(_("Saved, but not published. %(why)s") % {"why": " ".join(error.messages)}, elsewhere)
            return self._held()
        except (Impossible, Refused) as refusal:
            self.refuse(_("Saved, but not published. %(why)s") % {"why": refusal})
            return self._held()
        self.say(_("Out in %(language)s; the press prints it now.") % {"language": language_name(code)})
        return redirect("desk:page_in", self.page.pk, code)

    def _held(self, gates: tuple[Gate, ...] = ()) -> HttpResponse:
        """Saved, and not out: the screen is that of the new draft, with what is open."""
        del self.row
        return self.render_again(gates=gates)

    def _overtaken(self, form: PageForm, theirs: Overtaken) -> HttpResponse:
        """Nothing was saved: theirs can be looked at, and yours saved over it."""
        draft = reverse("desk:page_preview", args=(self.page.pk, self.edition.code))
        self.refuse(str(theirs), (draft, _("Look at it")))
        del self.row
        if self.row is not None:
            form.look_again(seen(draft_of_page(self.row)))
        return self.render_again(form=form)

    def _first(self, request: HttpRequest) -> str:
        """The edition that somebody most likely writes in."""
        codes = [edition.code for edition in furniture.editions(request)]
        if not codes:
            raise Http404
        return next((code for code in codes if may(request, "page.write", code)), codes[0])
