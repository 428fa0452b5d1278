"""The desk's first screen, one panel in Wagtail's home."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from rotativa.desk import furniture
from rotativa.desk.alarms import alarms
from rotativa.desk.person import editions_for, may, mine_first, person
from rotativa.desk.queries import home
from rotativa.kit.problems import problems

MOST_PROBLEMS = 5


class HomePanel(Component):
    """Problems, what waits for me, my drafts; going out next, out today. Who may not read sees the problems alone."""

    name = "desk"
    template_name = "desk/home.html"
    order = 1

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Context) -> dict[str, Any]:
        found = problems(person(self.request), told=alarms())
        return {
            "request": self.request,
            "today": timezone.localtime(),
            "problems": [(problem, problem.link or _home_of(problem.key)) for problem in found[:MOST_PROBLEMS]],
            "more_problems": max(0, len(found) - MOST_PROBLEMS),
            **(self._stories() if may(self.request, "article.read") else {}),
        }

    def _stories(self) -> dict[str, Any]:
        editions = furniture.editions(self.request)
        reading = [edition.code for edition in editions_for(self.request, "article.publish")]
        mine, open_work = home.my_open(person(self.request).pk)
        return {
            "shows_stories": True,
            "writing_in": editions_for(self.request, "article.write"),
            "starts": bool(editions_for(self.request, "story.start")),
            "clocks": [(edition, timezone.now().astimezone(ZoneInfo(edition.zone))) for edition in editions],
            "waiting": home.to_read(reading) if reading else (),
            "reads": bool(reading),
            "mine": mine,
            "open_work": open_work,
            "next": home.going_out(),
            "out": home.out_today(mine_first(self.request)),
            "directions": {edition.code: edition.direction for edition in editions},
        }


def _home_of(key: str) -> str:
    """Where a problem that names no screen is looked at."""
    return reverse("desk:press") if key.startswith("press:") else ""
