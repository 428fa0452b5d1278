"""Front: what do readers of an edition see first, and for how long?"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk import composing, furniture
from rotativa.desk.person import editions_to_read, may
from rotativa.desk.queries import fronts, newsroom, stories
from rotativa.desk.views.base import DeskView, InEdition
from rotativa.editions.in_words import language_name
from rotativa.fronts.actions.save_composition import save_composition
from rotativa.fronts.composition import from_json, to_json
from rotativa.fronts.errors import Overtaken
from rotativa.fronts.queries import FrontNow, front_now
from rotativa.fronts.zones import MOST_STRIPS, Arrangement
from rotativa.kit.typed import number
from rotativa.stories import finding
from rotativa.stories.errors import Impossible

LISTS: Mapping[str, Any] = {
    "day": gettext_lazy("last 24 hours"),
    "scheduled": gettext_lazy("scheduled"),
    "all": gettext_lazy("all"),
}
WIDTHS: Mapping[str, Any] = {"phone": gettext_lazy("phone"), "desktop": gettext_lazy("desktop")}


class OfEdition(InEdition):
    """What every screen of one front shares."""

    verbs = ("article.read",)
    header_icon = "rot-front"

    @cached_property
    def front(self) -> FrontNow:
        """Where it stands."""
        return front_now(self.edition.code)

    def may_here(self, verb: str) -> bool:
        """Whether the person may do this to it."""
        return may(self.request, verb, self.edition.code)

    def name(self) -> str:
        """What the front is called."""
        return _("Front in %(language)s") % {"language": language_name(self.edition.code)}

    def get_page_title(self) -> str:
        return self.name()

    def get_back_url(self) -> str:
        return self.composer()

    def crumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("desk:fronts"), "label": _("Fronts")}]

    def composer(self) -> str:
        """The address of the screen on which it is composed."""
        return reverse("desk:front", args=(self.edition.code,))


class FrontsView(DeskView):
    """The front of each edition: what is out, what is not out yet, what is to come."""

    verbs = ("article.read",)
    template_name = "desk/fronts.html"
    page_title = gettext_lazy("Fronts")
    header_icon = "rot-front"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        editions = furniture.editions(self.request)
        context["rows"] = [
            (edition, front_now(edition.code), may(self.request, "front.compose", edition.code)) for edition in editions
        ]
        return context


class FrontView(OfEdition):
    """The screen on which a front is composed. Every step is saved; readers see nothing of it until it is published."""

    template_name = "desk/front.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        again = kwargs.pop("again", None)
        now = timezone.now()
        words, listed = self.request.GET.get("q", "").strip()[:100], self._listed()
        lines, more = stories.lines(self._wanted(listed, words))
        ids = [str(line.story) for line in lines]
        known = fronts.in_edition(self.edition.code, [*ids, *(place.story for place in self.front.draft.places)])
        board = fronts.board(self.front, known, now)
        width = self.request.GET.get("width", "")
        context = super().get_context_data(**kwargs)
        context.update(
            edition=self.edition,
            front=self.front,
            board=board,
            strips=sum(zone.name == "strip" for zone in board.zones),
            most_strips=MOST_STRIPS,
            offered=[(known[str(line.story)], board.where.get(str(line.story)), line.changed) for line in lines],
            more=more,
            words=words,
            tabs=[(name, label, self._here(list=name, q=words), name == listed) for name, label in LISTS.items()],
            widths=[(name, label, self._here(list=listed, q=words, width=name)) for name, label in WIDTHS.items()],
            width=width if width in WIDTHS else "phone",
            arrangements=Arrangement.choices,
            sections=self._sections(),
            may_compose=self.may_here("front.compose"),
            may_publish=self.may_here("front.publish"),
            may_schedule=self.may_here("front.schedule"),
            undo=self._undo(),
            again=again,
            here=self._here(list=listed, q=words),
        )
        return context

    def _listed(self) -> str:
        listed = self.request.GET.get("list", "")
        return listed if listed in LISTS else "day"

    def _here(self, **query: str) -> str:
        """This screen, with the list and the search that it has."""
        given = {name: value for name, value in query.items() if value}
        return f"{self.composer()}?{urlencode(given)}"

    def _wanted(self, listed: str, words: str) -> stories.Wanted:
        """The stories that are offered; a search goes through all of them, in every edition that may be read."""
        within, terms = editions_to_read(self.request), finding.terms(words) if words else ()
        if words or listed == "all":
            return stories.Wanted(terms=terms, is_of_nobody=bool(words) and not terms, within=within)
        if listed == "scheduled":
            return stories.Wanted(state="scheduled", edition=self.edition.code, within=within)
        day = timezone.now() - timedelta(days=1)
        return stories.Wanted(state="out", edition=self.edition.code, since=day, within=within)

    def _sections(self) -> list[tuple[int, str]]:
        """Those that have no strip yet."""
        sections = newsroom.sections((self.edition.code,))
        taken = {zone.section for zone in self.front.draft.strips}
        return [(section, name) for section, name in sections.items() if section not in taken]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        posted = request.POST.dict()
        version = number(posted.get("version", ""))
        if posted.get("do") == "undo":
            return self._undone(version)
        try:
            done = composing.step(self.edition.code, posted).done_to(self.front.draft)
            seen = self.front.version if version is None else version
            saved = save_composition(self.actor, self.edition.code, done.composition, version=seen)
        except composing.NoStep as error:
            self.refuse(str(error))
        except Overtaken as error:
            waits = _("Your last step was not done; it waits below.")
            self.refuse(f"{error} {waits}")
            del self.front  # as it is by now
            return self.render_again(again={name: posted.get(name, "") for name in composing.FIELDS})
        except ValidationError as error:
            for message in error.messages:
                self.refuse(message)
        else:
            self._keep(saved.version, done.said)
            self.say(done.said)
        return redirect(self._landing(posted))

    def _landing(self, posted: Mapping[str, str]) -> str:
        """Back where the step was done: without JavaScript, too, a page does not begin from its top each time."""
        place = posted.get("do", "").partition(" ")[2]
        return f"{self.request.get_full_path()}#r-{place}" if place else self.request.get_full_path()

    def _keep(self, version: int, said: str, *, is_undone: bool = False) -> None:
        """Keeps what the draft was before, so that the person may undo the step as long as it is the last."""
        if version != self.front.version:
            kept = {"version": version, "before": to_json(self.front.draft), "said": said, "is_undone": is_undone}
            self.request.session[self._key] = kept

    def _undo(self) -> Mapping[str, Any] | None:
        """What ``_keep`` kept of the last step; None where it is out, or is not this person's."""
        kept: Mapping[str, Any] = self.request.session.get(self._key) or {}
        return kept if kept.get("version") == self.front.version and not self.front.is_out else None

    @property
    def _key(self) -> str:
        return f"front-{self.edition.code}"

    def _undone(self, version: int | None) -> HttpResponse:
        kept = self._undo()
        try:
            if kept is None or version != self.front.version:
                raise Impossible(_("There is nothing of yours to undo: the front has changed since."))
            saved = save_composition(self.actor, self.edition.code, from_json(kept["before"]), version=version)
        except (Impossible, ValidationError) as error:
            self.refuse(" ".join(error.messages) if isinstance(error, ValidationError) else str(error))
        else:
            self._keep(saved.version, kept["said"], is_undone=not kept["is_undone"])
            said = _("Done again: %(step)s") if kept["is_undone"] else _("Undone: %(step)s")
            self.say(said % {"step": kept["said"]})
        return redirect(self.request.get_full_path())
