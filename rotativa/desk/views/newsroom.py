"""The newsroom's lists: what there is, and one screen for a thing with its name in every edition."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from rotativa.bylines.actions.set_portrait import set_portrait
from rotativa.bylines.models import Author
from rotativa.bylines.portraits import may_portray
from rotativa.daybook.writing import transaction
from rotativa.desk import furniture
from rotativa.desk.forms.naming import NameForm, OwnForm
from rotativa.desk.forms.putting import put
from rotativa.desk.newsroom import Listed
from rotativa.desk.person import may, own_first
from rotativa.desk.queries import newsroom
from rotativa.desk.views.base import DeskView
from rotativa.editions.naming import Overtaken
from rotativa.kit.actor import EVERYWHERE
from rotativa.kit.things import thing as thing_name
from rotativa.kit.typed import number
from rotativa.press.queries import pages_of


class Called(Exception):
    """Others are called so already."""

    def __init__(self, listed: Listed, things: tuple[Any, ...], may_add: bool, renamed: Model | None) -> None:
        super().__init__()
        self.may_add, self.renamed = may_add, renamed
        self.known = ",".join(str(one.pk) for one in things)
        merge = reverse(f"desk:{listed.kind}_merge", args=(renamed.pk,)) if renamed and listed.merge else ""
        self.others = [
            {
                "name": str(one),
                "note": newsroom.note_of(one),
                "url": reverse(f"desk:{listed.kind}", args=(one.pk,)),
                "merge": f"{merge}?into={one.pk}" if merge else "",
            }
            for one in things
        ]


class ListedView(DeskView):
    """What all screens of one list share."""

    listed: Listed

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.verbs = (self.listed.verb,)
        self.header_icon = self.listed.icon
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(self.listed.title)

    def elsewhere(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """What was merged is at home where the other is."""
        known = self.listed.model.objects.filter(pk=pk).first()
        into = getattr(known, "merged_into_id", None)
        if into is None:
            raise Http404
        messages.success(request, _("It was merged into this one."))
        return redirect(f"desk:{self.listed.kind}", into)


class NamesView(ListedView):
    """The list."""

    listed: Any = None
    template_name = "desk/newsroom_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = self.request.GET.get("q", "").strip()[:100]
        start = number(self.request.GET.get("after", "")) or 0
        rows, more = newsroom.page(self.listed, words, start)
        context = super().get_context_data(**kwargs)
        columns = own_first(self.request)
        named = (*columns[:1], *furniture.editions(self.request))  # what has no name of one's own has the newsroom's
        context.update(
            listed=self.listed,
            words=words,
            columns=columns,
            rows=[
                {
                    "row": row,
                    "url": reverse(f"desk:{self.listed.kind}", args=(row.pk,)),
                    "names": [(c, row.names.get(c.code, "")) for c in columns],
                    "called": next(((c, row.names[c.code]) for c in named if c.code in row.names), None),
                }
                for row in rows
            ],
            more=f"?{urlencode({'q': words, 'after': start + newsroom.PAGE})}" if more else "",
            add_url=reverse(f"desk:{self.listed.kind}_add"),
            order_url=reverse(f"desk:{self.listed.plural}_order") if self._may_order() else "",
        )
        return context

    def _may_order(self) -> bool:
        """Whether there is an order to be put, and this person puts it for every edition."""
        if not self.listed.is_ordered or not may(self.request, self.listed.verb, EVERYWHERE):
            return False
        return len(self.listed.living.values_list("pk")[:2]) > 1


class NamedView(ListedView):
    """One thing: its name in each edition that the person may write, the others to read."""

    listed: Any = None
    template_name = "desk/newsroom_one.html"
    named: Model | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "pk" in kwargs:
            self.named = self.listed.living.filter(pk=kwargs["pk"]).prefetch_related("names").first()
            if self.named is None:
                return self.elsewhere(request, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(self.named) if self.named is not None else str(self.listed.add_label)

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse(f"desk:{self.listed.plural}"), "label": self.listed.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        forms = kwargs.pop("forms", None) or list(self._forms(None))
        own = kwargs.pop("own", None) or self._own(None)
        context = super().get_context_data(**kwargs)
        context.update(
            listed=self.listed,
            named=self.named,
            others=self._acts(),
            forms=[(form, self._shown(form)) for form in forms],
            own=own,
            media=own.media,
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        forms, own = list(self._forms(request.POST)), self._own(request.POST)
        checked = [
            form.is_valid() for form in [*forms, own] if getattr(form, "editable", True)
        ]  # all, so that all errors show
        valid = all(checked)
        if valid and self.named is None and not any(form.given for form in forms):
            editable = next((form for form in forms if form.editable), None)
            if editable is not None:
                editable.add_error("name", _("It needs a name in one edition at least."))
            valid = False
        try:
            if valid and self._save(forms, own):
                self.say(_("Saved. Pages that show it are printed again by themselves."))
                return redirect(f"desk:{self.listed.plural}")
        except Called as called:
            return self.render_again(forms=forms, own=own, called=called)
        self.refuse(_("Not saved: see below. What you typed is still here."))
        return self.render_again(forms=forms, own=own)

    def _save(self, forms: list[NameForm], own: OwnForm) -> bool:
        """Everything or nothing: one transaction around the verbs of all editions."""
        form: NameForm | OwnForm = own
        try:
            with transaction(self.actor):
                given = [form for form in forms if form.given]
                self._look_for_namesakes(given, own)
                named = self.named or self.listed.add(self.actor, own.cleaned_data)
                if isinstance(self.named, Author) and "portrait" in own.changed_data:
                    chosen = own.cleaned_data["portrait"]
                    set_portrait(self.actor, self.named, chosen.pk if chosen else None, seen=own.seen_portrait)
                for form in given:
                    self.listed.name(self.actor, named, form.edition.code, **form.cleaned_data)
        except ValidationError as error:
            put(form, error)
            if isinstance(error, Overtaken):
                form.look_again(error.theirs)
            return False
        return True

    def _look_for_namesakes(self, given: list[NameForm], own: OwnForm) -> None:
        """Raises ``Called`` where others are called so, unless the person has seen them and wants another one."""
        names = {form.edition.code: form.cleaned_data["name"] for form in given if form.is_renamed}
        found = self.listed.living.filter(pk__in=self.listed.naming.namesakes(names, self.named))
        legitimate = {one.pk for one in found if self.named is not None or self.listed.homonyms(one, own.cleaned_data)}
        known = set(self.request.POST.get("nevertheless", "").split(",")) & {str(pk) for pk in legitimate}
        if any(str(one.pk) not in known for one in found):
            raise Called(self.listed, tuple(found), all(one.pk in legitimate for one in found), self.named)

    def _acts(self) -> list[tuple[str, str]]:
        """The other acts on what there is, each with its screen."""
        if self.named is None or self.listed.merge is None:
            return []
        return [
            (_("Merge it into another…"), reverse(f"desk:{self.listed.kind}_merge", args=(self.named.pk,))),
            (_("Remove it…"), reverse(f"desk:{self.listed.kind}_remove", args=(self.named.pk,))),
        ]

    def _forms(self, data: Any) -> Iterator[NameForm]:
        known = newsroom.rows_of(self.named) if self.named is not None else {}
        for edition in furniture.editions(self.request):
            editable = may(self.request, self.listed.verb, edition.code)
            yield NameForm(
                data, edition=edition, fields=self.listed.fields, row=known.get(edition.code), editable=editable
            )

    def _own(self, data: Any) -> OwnForm:
        if self.named is None:
            return OwnForm(data, fields=self.listed.own)
        author = self.named if isinstance(self.named, Author) else None
        portrays = author is not None and may_portray(self.actor, author)
        return OwnForm(data, fields=("portrait",) if portrays else (), author=author)

    def _shown(self, form: NameForm) -> int:
        """How many pages show the name in this edition."""
        if self.named is None or form.row is None:
            return 0
        return pages_of(thing_name(self.listed.kind, self.named.pk), f"{self.named.pk}@{form.edition.code}")
