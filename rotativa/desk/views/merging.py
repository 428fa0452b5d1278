"""Merge one of the newsroom's names into another, or remove it: what it does to readers is said before it is done."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from rotativa.desk import furniture
from rotativa.desk.person import may
from rotativa.desk.queries import merging, newsroom
from rotativa.desk.views.newsroom import ListedView
from rotativa.editions.merging import Plan, plan
from rotativa.kit.typed import number
from rotativa.stories.actions.remove_subject import remove_subject
from rotativa.stories.errors import Impossible

SHOWN = 12
"""So many articles are named; the others are counted."""


class OneView(ListedView):
    """What acts on one of the list have in common."""

    listed: Any = None
    one: Any = None
    """What the act is on."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Whoever asks once more for a merge, or on a screen that was left open, finds it done.
        self.one = self._living(kwargs["pk"])
        if self.one is None:
            return self.elsewhere(request, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse(f"desk:{self.listed.plural}"), "label": self.listed.title},
            {"url": self.get_back_url(), "label": str(self.one)},
        ]

    def get_back_url(self) -> str:
        return reverse(f"desk:{self.listed.kind}", args=(self.kwargs["pk"],))

    def refused_in(self, editions: tuple[str, ...]) -> str:
        """The editions among these in which the person may not rename it, in words; empty where there are none."""
        return furniture.language_names(code for code in editions if not may(self.request, self.listed.verb, code))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.update(listed=self.listed, one=self.one, back=self.get_back_url())
        return context

    def _living(self, pk: object) -> Any:
        return self.listed.living.filter(pk=number(str(pk))).prefetch_related("names").first()


class MergeView(OneView):
    """First the other one is chosen; then it is said what becomes of names, pages and addresses."""

    template_name = "desk/newsroom_merge.html"

    def get_page_title(self) -> str:
        return str(_("Merge"))

    @cached_property
    def into(self) -> Any:
        """The one that stays; None before it is chosen."""
        chosen = self.request.POST.get("into") or self.request.GET.get("into", "")
        found = self._living(chosen) if chosen else None
        return found if found is not None and found.pk != self.one.pk else None

    @cached_property
    def plan(self) -> Plan:
        """What becomes of the names."""
        return plan(self.listed.naming, self.one, self.into)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if self.into is None:
            words = self.request.GET.get("q", "").strip()[:100]
            rows, more = newsroom.page(self.listed, words)
            context.update(words=words, more=more, rows=[self._choice(row) for row in rows if row.pk != self.one.pk])
            return context
        codes = tuple(edition.code for edition in furniture.editions(self.request))
        lines = merging.lines(self.listed.kind, self.one.pk, self.into.pk, self.plan, codes)
        context.update(
            into=self.into,
            seen=self.plan.seen,
            lines=[(furniture.edition(self.request, line.edition), line) for line in lines],
            pages=sum(line.pages for line in lines),
            articles=sum(line.articles for line in lines),
            types=self._types(),
            refused=self.refused_in(self.plan.editions),
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.into is None:
            self.refuse(_("Choose the one that stays. It cannot be merged into itself."))
            return redirect(request.path)
        former = str(self.one)
        try:
            self.listed.merge(self.actor, self.one, self.into, seen=request.POST.get("seen", ""))
        except ValidationError as error:
            for message in error.messages:
                self.refuse(message)
            return redirect(f"{request.path}?into={self.into.pk}")
        told = _("“%(former)s” is “%(name)s” now, in all editions. Its pages are printed again by themselves.")
        self.say(told % {"former": former, "name": str(self.into)})
        return redirect(f"desk:{self.listed.kind}", self.into.pk)

    def _choice(self, row: newsroom.Row) -> dict[str, Any]:
        names = [
            (column, row.names[column.code]) for column in furniture.editions(self.request) if column.code in row.names
        ]
        return {"pk": row.pk, "note": row.note, "names": names}

    def _types(self) -> str:
        """Where they are topics of different types: what both are."""
        ours, theirs = (str(each.get_type_display()) if hasattr(each, "type") else "" for each in (self.one, self.into))
        if ours == theirs:
            return ""
        return _("They are of different types: %(ours)s, and %(theirs)s.") % {"ours": ours, "theirs": theirs}


class RemoveView(OneView):
    """What nothing names can go; else the articles are named."""

    template_name = "desk/newsroom_remove.html"

    def get_page_title(self) -> str:
        return str(_("Remove"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        uses = merging.uses(self.listed.kind, self.one.pk, SHOWN)
        context = super().get_context_data(**kwargs)
        context.update(
            uses=uses,
            refused=self.refused_in(tuple(row.edition_id for row in self.one.names.all())),
            addresses=merging.addresses(self.listed.kind, self.one),
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = str(self.one)
        try:
            remove_subject(self.actor, self.listed.kind, self.one.pk)
        except Impossible as error:
            self.refuse(str(error))
            return self.render_again()
        self.say(_("“%(name)s” is removed. Its addresses answer that it was withdrawn.") % {"name": name})
        return redirect(f"desk:{self.listed.plural}")
