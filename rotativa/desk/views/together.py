"""Together: one act on several articles, looked at first, done to each alone, and what became of each."""

from time import monotonic
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk import furniture, together
from rotativa.desk.person import editions_to_read
from rotativa.desk.queries.stories import Cell, of_articles
from rotativa.desk.views.base import DeskView
from rotativa.documents.saying import remedy
from rotativa.kit.typed import number

PATIENCE = 3.0
"""Seconds after which an answer says how far it is; what is left is asked for by itself."""
TOGETHER = "desk.together"


class TogetherView(DeskView):
    """Posted to by the list. Shows what the act will do in each edition, then does it to what stayed ticked."""

    template_name = "desk/together.html"
    header_icon = "rot-stories"
    page_title = gettext_lazy("Several articles")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or not (self.act or self.told):
            return redirect("desk:stories")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def act(self) -> together.Act | None:
        """What is to be done; None where the person may do no such thing anywhere."""
        known = {act.name: act for act in together.offered(self.request)}
        return known.get(self.request.POST.get("act", ""))

    def get_page_title(self) -> str:
        return str(self.act.label if self.act else self.page_title)

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("desk:stories"), "label": _("Stories")}]

    @cached_property
    def marked(self) -> list[UUID]:
        """The stories that were marked, each once."""
        return list(dict.fromkeys(found for text in self.request.POST.getlist("story") if (found := _uuid(text))))

    @cached_property
    def ticked(self) -> list[int]:
        """The articles that the act is to be done to."""
        posted = map(number, self.request.POST.getlist("article"))
        return list(dict.fromkeys(article for article in posted if article is not None))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.marked:
            self.refuse(_("No story was marked. Mark some with Space, then choose what to do."))
            return redirect("desk:stories")
        if self.act is None:  # it was theirs to do when this began
            return self.render_again(results=self.told, halted=True)
        if "do" not in request.POST:
            return self.render_again()
        editions = editions_to_read(request)
        form = self._act().form(request, editions, request.POST)
        if not form.is_valid():
            begun = {"results": self.told, "halted": True} if self.told else {}
            return self.render_again(form=form, **begun)
        if not self.ticked:
            self.refuse(_("Nothing was ticked, so nothing was done."))
            return self.render_again(form=form)
        return self.render_again(results=[*self.told, *self._results(form.cleaned_data)], form=form)

    def _results(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        """What became of those that there was time for: at least of one, so that it comes to an end."""
        names = of_articles(self.ticked, editions_to_read(self.request))
        results: list[dict[str, Any]] = []
        began = monotonic()
        for article in self.ticked[: together.MOST]:
            if results and monotonic() - began > PATIENCE:
                break
            token = self.request.POST.get(f"seen-{article}", "")
            done, said = together.do(self.actor, self._act(), article, token, asked)
            cell = names.get(article)
            results.append(
                {
                    "article": article,
                    "done": done,
                    "said": said,
                    "headline": cell.headline if cell else _("article %(number)s") % {"number": article},
                    "edition": cell.edition if cell else "",
                    "url": reverse("wagtailadmin_pages:edit", args=(article,)) if cell else "",
                }
            )
        return results

    @cached_property
    def told(self) -> list[dict[str, Any]]:
        """What became of those before, where the person, or their browser, goes on with what was left."""
        try:
            return list(signing.loads(self.request.POST.get("told", ""), salt=TOGETHER))
        except signing.BadSignature:
            return []

    def _waiting(self, left: list[int]) -> list[tuple[Cell, Any]]:
        """What is left of those that the person may read, where it does not go on by itself."""
        names = of_articles(left, editions_to_read(self.request))
        return [(cell, furniture.edition(self.request, cell.edition)) for cell in names.values()]

    def _progress(self, results: list[dict[str, Any]], form: Any, *, halted: bool) -> dict[str, Any]:
        known = {one["article"] for one in results}
        left = [article for article in self.ticked[: together.MOST] if article not in known]
        return {
            "results": [(one, furniture.edition(self.request, one["edition"])) for one in results],
            "waiting": self._waiting(left) if halted else [],
            "halted": halted,
            "done": sum(one["done"] for one in results),
            "left": [(article, self.request.POST.get(f"seen-{article}", "")) for article in left],
            "of": len(results) + len(left),
            "told": signing.dumps(results, salt=TOGETHER, compress=True) if left else "",
            "form": form,
            "stories": self.marked,
            "edition": self.request.POST.get("edition", ""),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        results = kwargs.pop("results", None)
        form, halted = kwargs.pop("form", None), kwargs.pop("halted", False)
        context = super().get_context_data(**kwargs)
        context.update(act=self.act, back=self._back())
        if results is not None:
            return {**context, **self._progress(results, form, halted=halted)}
        return {**context, **self._question(form)}

    def _question(self, form: Any) -> dict[str, Any]:
        act, edition, readable = self._act(), self.request.POST.get("edition", ""), editions_to_read(self.request)
        within = [code for code in readable if not edition or code == edition]
        lines, left_out = together.look(self.request, act, self.marked, within)
        goes = [line for line in lines if not line.obstacles]
        stays = [line for line in lines if line.obstacles]
        if within == [edition]:
            stays += together.lacking(self.marked, edition, readable)
        asked_again = "do" in self.request.POST
        return {
            "form": form or act.form(self.request, readable),
            "goes": [(line, not asked_again or line.article in self.ticked, self._of(line)) for line in goes],
            "stays": [(line, self._of(line)) for line in stays],
            "left_out": left_out,
            "most": together.MOST,
            "stories": self.marked,
            "edition": edition,
            "button": act.button(len(goes)),
            "remedy": remedy() if any(line.papers for line in goes) else "",
        }

    def _act(self) -> together.Act:
        assert self.act is not None  # noqa: S101 asked in ``dispatch``
        return self.act

    def _of(self, line: together.Line) -> Any:
        return furniture.edition(self.request, line.edition)

    def _back(self) -> str:
        """The list from which the person came, as it was narrowed."""
        asked = self.request.POST.get("back", "")
        return asked if asked.startswith(reverse("desk:stories") + "?") else reverse("desk:stories")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
