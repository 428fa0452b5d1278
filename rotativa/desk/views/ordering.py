"""The order of the sections, which counts in every edition: put together row by row, and saved as one act."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from wagtail.admin import messages

from rotativa.desk import furniture
from rotativa.desk.newsroom import SECTIONS
from rotativa.desk.person import may
from rotativa.desk.queries import newsroom
from rotativa.desk.views.newsroom import ListedView
from rotativa.kit.actor import EVERYWHERE
from rotativa.kit.languages import isolated
from rotativa.kit.trace import Key
from rotativa.kit.typed import number
from rotativa.press.queries import pages_asking
from rotativa.topics.actions.order_sections import order_sections
from rotativa.topics.shelves import all_sections

STEPS = {"earlier": -1, "later": 1}
"""The buttons of a row, and how far each moves it."""


class OrderSectionsView(ListedView):
    """All sections, one row each. A button moves its row in the order that the form holds, with scripts and without."""

    listed = SECTIONS
    template_name = "desk/newsroom_order.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        verb = self.listed.verb
        if may(request, verb) and not may(request, verb, EVERYWHERE):
            messages.error(
                request, _("The order counts in every edition. An editor-in-chief of all of them decides it.")
            )
            return redirect(self.get_back_url())
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Order the sections")

    def get_back_url(self) -> str:
        return reverse("desk:sections")

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": self.get_back_url(), "label": self.listed.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = {row.pk: row for row in newsroom.everything(self.listed)}
        put: Sequence[int] = kwargs.pop("put", tuple(rows))
        seen: Sequence[int] = kwargs.pop("seen", tuple(rows))
        order = _completed(put, tuple(rows))
        context = super().get_context_data(**kwargs)
        codes = [edition.code for edition in furniture.editions(self.request)]
        context.update(
            rows=[{"pk": pk, "names": self._names(rows[pk]), "is_new": pk not in put} for pk in order],
            seen=",".join(map(str, seen)),
            is_moved=list(order) != list(rows),
            pages=pages_asking(Key(all_sections.name, code) for code in codes),
            back=self.get_back_url(),
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        put = _numbers(request.POST.getlist("order"))
        seen = _numbers(request.POST.get("seen", "").split(","))
        for step, by in STEPS.items():
            if step in request.POST:
                moved = number(request.POST[step])
                return self.render_again(put=_moved(put, moved, by), seen=seen, moved=moved, step=step)
        known = self.listed.living.in_bulk(put)
        try:
            order_sections(self.actor, [known[pk] for pk in put if pk in known], seen=seen)
        except ValidationError:
            self.refuse(self._why(put))
            return self.render_again(put=put)
        if put == seen:
            self.say(_("The sections stand in this order already."))
        else:
            self.say(_("The sections have another order now. Pages that list them are printed again by themselves."))
        return redirect(self.get_back_url())

    def _why(self, put: Sequence[int]) -> str:
        """What became of the sections meanwhile, and what to do."""
        rows = newsroom.everything(self.listed)
        added = [row for row in rows if row.pk not in put]
        gone = len(set(put) - {row.pk for row in rows})
        sentences = [_("Not saved.")]
        if added:
            told = ngettext(
                "A section was added meanwhile: %(names)s. It stands at the end now.",
                "Sections were added meanwhile: %(names)s. They stand at the end now.",
                len(added),
            )
            sentences.append(told % {"names": self._called(added)})
        if gone:
            told = ngettext(
                "%(number)s section is gone meanwhile: somebody merged or removed it.",
                "%(number)s sections are gone meanwhile: somebody merged or removed them.",
                gone,
            )
            sentences.append(told % {"number": gone})
        if not added and not gone:
            told = _("Somebody else has put them into another order meanwhile: %(names)s.")
            sentences.append(told % {"names": self._called(rows)})
        sentences.append(_("Below is the order that you chose: look at it, and save it again."))
        return " ".join(sentences)

    def _names(self, row: newsroom.Row) -> list[tuple[Any, str]]:
        """Its names, that of the newsroom's first edition first."""
        return [(each, row.names[each.code]) for each in furniture.editions(self.request) if each.code in row.names]

    def _called(self, rows: Sequence[newsroom.Row]) -> str:
        named = (self._names(row) for row in rows)
        return furniture.joined(isolated(names[0][1]) if names else _("no name") for names in named)


def _numbers(texts: Sequence[str]) -> list[int]:
    """The numbers among these, each once."""
    found = (number(text) for text in texts)
    return list(dict.fromkeys(one for one in found if one is not None))


def _completed(put: Sequence[int], known: Sequence[int]) -> list[int]:
    """What was put, without what is not there any more; what is there besides stands at the end."""
    return [*(pk for pk in put if pk in known), *(pk for pk in known if pk not in put)]


def _moved(put: Sequence[int], one: int | None, by: int) -> list[int]:
    """The order in which this one stands one place earlier or later; at either end it stays."""
    order = list(put)
    if one in order:
        place = order.index(one)
        order.insert(max(0, place + by), order.pop(place))
    return order
