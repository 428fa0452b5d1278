"""The press: is it out? How far it is, what failed, and why a page was printed."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk.alarms import alarms
from rotativa.desk.because import because, told
from rotativa.desk.how_the_press_is import how_it_is
from rotativa.desk.person import may
from rotativa.desk.views.base import DeskView
from rotativa.press import beating, checking, explaining, queries, telling
from rotativa.press.actions.check import check
from rotativa.press.actions.pause import pause
from rotativa.press.actions.print_again import NotPrinted, print_again
from rotativa.press.actions.resume import resume
from rotativa.press.actions.stop_check import stop_check

SAMPLE = 500
"""So many pages are compared where somebody does not want to wait for all."""
_LONGEST = 1000


class PressView(DeskView):
    """Everybody reads; who may print pauses a reprint, lets it go on, and prints a page again."""

    template_name = "desk/press.html"
    page_title = gettext_lazy("Press")
    header_icon = "rot-press"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = self.request.GET.get("path", "").strip()[:_LONGEST]
        path = explaining.path_of(given) if given else ""
        status = queries.status()
        waiting, latest = queries.waiting(), queries.latest_printed()
        why = explaining.why(path) if path else None
        causes = [each.cause for each in waiting]
        if why:
            causes += [entry.cause for entry in why.entries] + ([why.mark.cause] if why.mark else [])
        known = because(self.request, causes)
        context = super().get_context_data(**kwargs)
        context.update(
            status=status,
            behind=status.head - status.followed,
            told=how_it_is(status, [problem for problem in alarms() if problem.key.startswith("press:")], latest),
            check=checking.latest(),
            sample=SAMPLE,
            workers=beating.alive(),
            fast=telling.briefly(seconds) if (seconds := queries.from_fact_to_page()) is not None else "",
            reprint=telling.reprint(status.reprint) if status.reprint else "",
            waiting=[{"because": known[each.cause], "of": each} for each in waiting],
            latest=latest,
            path=path,
            why=why,
            awaits=known[why.mark.cause] if why and why.mark else None,
            entries=told(why.entries if why else (), known),
            took=telling.duration(took) if (took := _took(status)) else "",
            technician=may(self.request, "press.print"),
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acts: dict[str, Callable[[], None]] = {
            "pause": self._pause,
            "resume": self._resume,
            "again": self._again,
            "check": self._check,
            "sample": lambda: self._check(SAMPLE),
            "stop": self._stop,
        }
        path = self._posted()
        if act := acts.get(request.POST.get("act", "")):
            act()
        return redirect(f"{request.path}?{urlencode({'path': path})}" if path else request.path)

    def _pause(self) -> None:
        pause(self.actor)
        self.say(_("Reprints are paused. What happens is printed as ever."))

    def _resume(self) -> None:
        resume(self.actor)
        self.say(_("Reprints go on."))

    def _again(self) -> None:
        try:
            print_again(self.actor, paths=[self._posted()])
        except NotPrinted:
            self.refuse(_("Nothing is printed at this path."))
        else:
            self.say(_("It is printed again, with the next pages."))

    def _check(self, sample: int | None = None) -> None:
        if check(self.actor, sample=sample):
            self.say(_("The check begins in a moment. It goes on without this window."))
        else:
            self.refuse(_("A check goes on already."))

    def _stop(self) -> None:
        if stop_check(self.actor):
            self.say(_("The check stops."))
        else:
            self.refuse(_("No check goes on."))

    def _posted(self) -> str:
        """The path that is meant."""
        return self.request.POST.get("path", "")[:_LONGEST]


def _took(status: queries.Status) -> float:
    """How many seconds the last verification of everything took; none where there was none."""
    last = status.verified
    return (last.ended_at - last.begun_at).total_seconds() if last else 0.0
