"""Schedule: the version on the screen goes out by itself, at a time on the edition's clock."""

from typing import Any
from zoneinfo import ZoneInfo

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk import furniture
from rotativa.desk.forms.acts import WhenForm
from rotativa.desk.queries.papers import telling
from rotativa.desk.views.act import ActView
from rotativa.documents.saying import remedy
from rotativa.editions.in_words import language_name
from rotativa.kit.typed import number
from rotativa.stories import rules
from rotativa.stories.actions.schedule import schedule
from rotativa.stories.actions.unschedule import unschedule
from rotativa.stories.errors import Impossible
from rotativa.stories.extracting import text_of
from rotativa.stories.hand import require_standing, standing_of, version_of
from rotativa.stories.problems import scheduler_heard, scheduler_is_silent
from rotativa.stories.rules import Gate
from rotativa.stories.scheduling import gates_of_due


class ScheduleView(ActView):
    """Asks for a time; refuses what the clock does not show, and what has passed. Takes a schedule back, too."""

    verb = "article.schedule"
    template_name = "desk/act.html"
    page_title = gettext_lazy("Schedule")
    header_icon = "rot-scheduled"

    def get_form(self, data: Any = None) -> Form:
        return WhenForm(data, edition=self.edition, initial=self._seen())

    def _seen(self) -> dict[str, Any]:
        cell = self.cells.get(self.edition.code)
        when = (
            cell.scheduled_at.astimezone(ZoneInfo(self.edition.zone)).replace(tzinfo=None)
            if cell and cell.scheduled_at
            else None
        )
        return {
            "revision": self.article.latest_revision_id,
            "seen": version_of(self.draft),
            "stands": standing_of(self.article),
            "scheduled": getattr(self.article.scheduled_revision, "pk", None),
            "when": when,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cell = self.cells.get(self.edition.code)
        context = super().get_context_data(**kwargs)
        context.update(
            gates=rules.open_gates(self.draft),
            papers=telling(text_of(self.draft)),
            papers_remedy=remedy(),
            held=self._held(),
            effects=self._effects(),
            button=_("Schedule in %(language)s") % {"language": language_name(self.edition.code)},
            second_button=_("Take the schedule back") if cell and cell.scheduled_at else "",
        )
        return context

    def _held(self) -> tuple[Gate, ...]:
        """What holds back the version that is scheduled: not the draft, which may be in order by now.

        Before its moment, too, as on the desk's home.
        """
        version = self.article.scheduled_revision
        if version is None:
            return ()
        return gates_of_due(self.article, version, timezone.now())

    def _scheduler(self) -> str:
        """How the scheduler is."""
        heard = scheduler_heard()
        if heard is None or scheduler_is_silent():
            return _("stands still: what is due does not go out. Call your technician.")
        return _("is at work: it looked at the clock last at %(time)s, %(zone)s.") % {
            "time": f"{heard.astimezone(ZoneInfo(self.edition.zone)):%H:%M:%S}",
            "zone": furniture.place(self.edition.zone),
        }

    def _effects(self) -> list[tuple[str, str]]:
        return [
            (_("The scheduler"), self._scheduler()),
            (
                _("Readers"),
                _("get exactly the version that is saved now, at the minute you say, if no gate holds it then."),
            ),
            (
                _("A gate, if it finds something"),
                _("holds it: it stays here, marked “held”, and the desk's home says why. Nothing else is held up."),
            ),
            (
                _("Writing on"),
                _("is possible; what you save later goes out only when you send it out or schedule it again."),
            ),
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "second" not in request.POST:
            return super().post(request, *args, **kwargs)
        try:
            self._take_back(number(request.POST.get("scheduled", "")), request.POST.get("stands", ""))
        except Impossible as refusal:
            self.refuse(str(refusal))
            return redirect(request.path)
        self.say(_("It no longer goes out by itself."))
        return redirect(self.get_back_url())

    def _take_back(self, scheduled: int | None, stands: str) -> None:
        """Takes back the schedule that was looked at. Asked twice, it is done already; what went out meanwhile is not.

        Raises ``Impossible``.
        """
        if self.article.scheduled_revision is None:
            require_standing(self.article, stands)
        else:
            unschedule(self.actor, self.article, revision=scheduled, stands=stands)

    def act(self, form: Form) -> str:
        version = {name: form.cleaned_data[name] for name in ("revision", "seen", "stands")}
        when = form.cleaned_data["when"]
        schedule(self.actor, self.article, when, **version)
        return _("It goes out at %(time)s, %(zone)s.") % {
            "time": furniture.moment_in(self.edition.zone, when),
            "zone": furniture.place(self.edition.zone),
        }
