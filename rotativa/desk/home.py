"""The desk's first screen, one panel in Wagtail's home."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from rotativa.desk import furniture
from rotativa.desk.alarms import alarms
from rotativa.desk.person import editions_for, editions_to_read, may, mine_first, person
from rotativa.desk.queries import home
from rotativa.kit.problems import Problem, problems
from rotativa.press.queries import latest_printed
from rotativa.staff import seconds

log = logging.getLogger("rotativa.desk")
T = TypeVar("T")
MOST_PROBLEMS = 5


class HomePanel(Component):
    """Problems, what waits for me, my drafts; going out next, out today. Who may not read sees the problems alone."""

    name = "desk"
    template_name = "desk/home.html"
    order = 1

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Context) -> dict[str, Any]:
        shows_stories = may(self.request, "article.read")
        found = self._part(self._problems)
        return {
            "request": self.request,
            "today": timezone.localtime(),
            "problems": [(problem, problem.link or _home_of(problem.key)) for problem in (found or ())[:MOST_PROBLEMS]],
            "more_problems": max(0, len(found or ()) - MOST_PROBLEMS),
            "unread": found is None,
            "shows_stories": shows_stories,
            "last_page": self._part(latest_printed) if not found else None,
            **(self._stories() if shows_stories else {}),
        }

    def _problems(self) -> tuple[Problem, ...]:
        return problems(person(self.request), told=alarms())

    def _stories(self) -> dict[str, Any]:
        editions = furniture.editions(self.request)
        reading = [edition.code for edition in editions_for(self.request, "article.publish")]
        waiting = self._part(lambda: home.to_read(reading)) if reading else ()
        confirming = self._part(lambda: seconds.waiting_for(person(self.request)))
        mine, open_work = self._part(lambda: home.my_open(person(self.request).pk)) or (None, 0)
        return {
            "writing_in": editions_for(self.request, "article.write"),
            "starts": bool(editions_for(self.request, "story.start")),
            "clocks": [(edition, timezone.now().astimezone(ZoneInfo(edition.zone))) for edition in editions],
            "waiting": waiting,
            "waits": len(waiting or ()) + len(confirming or ()),
            "reads": bool(reading),
            "confirming": confirming,
            "mine": mine,
            "open_work": open_work,
            "next": self._part(lambda: home.going_out(editions_to_read(self.request))),
            "out": self._part(lambda: home.out_today(mine_first(self.request))),
        }

    def _part(self, read: Callable[[], T]) -> T | None:
        """What one part shows; None for a part that cannot be read, which says so and empties no other."""
        try:
            return read()
        except Exception:  # whatever is wrong with one part
            log.exception("A part of the desk's home could not be read")
            return None


def _home_of(key: str) -> str:
    """Where a problem that names no screen is looked at."""
    return reverse("desk:press") if key.startswith("press:") else ""
