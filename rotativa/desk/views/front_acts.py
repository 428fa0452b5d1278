"""What is done to a front as a whole: each act says first what it does to readers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk import furniture
from rotativa.desk.clocks import has_passed
from rotativa.desk.forms.fronts import FrontForm, ScheduleForm, TakeBackForm
from rotativa.desk.queries import fronts
from rotativa.desk.views.asking import AskingView
from rotativa.desk.views.front import OfEdition
from rotativa.editions.in_words import language_name
from rotativa.fronts.actions.publish_front import publish_front
from rotativa.fronts.actions.schedule_front import schedule_front
from rotativa.fronts.actions.take_back_front import take_back_front
from rotativa.fronts.actions.unschedule_front import unschedule_front
from rotativa.fronts.composition import Composition
from rotativa.fronts.differences import Change, Differences, Spot, differences
from rotativa.fronts.gates import gates_of, gates_of_schedule, without_held
from rotativa.fronts.models.fronts import front_thing
from rotativa.fronts.queries import front_before, published_front
from rotativa.fronts.zones import Arrangement, ZoneName
from rotativa.kit.languages import isolated
from rotativa.kit.typed import number
from rotativa.press.queries import pages_of
from rotativa.stories.answering import GATE, LATE
from rotativa.stories.errors import Impossible
from rotativa.stories.rules import Gate

Effect = tuple[str, str]


@dataclass(frozen=True)
class Told:
    """A story that comes, moves, looks different or goes, in words."""

    headline: str
    was: str
    becomes: str
    reads: str = ""  # its new headline in that place
    picture: str = ""  # which picture it has there now


class FrontActView(AskingView, OfEdition):
    """An act on the front, asked of who may do it there."""

    verb = ""
    template_name = "desk/front_act.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may_here(self.verb):
            language = language_name(self.edition.code)
            self.refuse(_("You may not do this in %(language)s.") % {"language": language})
            return redirect(self.get_back_url())
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(self.page_title)

    def crumbs(self) -> list[dict[str, Any]]:
        return [*super().crumbs(), {"url": self.composer(), "label": self.name()}]

    def get_form(self, data: Any = None) -> Form:
        """What is asked, and what was seen."""
        return FrontForm(data, initial={"version": self.front.version})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.get_form()
        context = super().get_context_data(**kwargs)
        context.update(edition=self.edition, front=self.front, form=form, back=self.get_back_url())
        context.update(overtaken=self._overtaken())
        return context

    def _overtaken(self) -> str:
        """That the draft is not the one from which the person came here: who changed it, and when."""
        if number(self.request.GET.get("version", "")) in (None, self.front.version) or not self.front.saved_at:
            return ""
        told = {"who": isolated(self.front.saved_by), **self.in_zone(self.front.saved_at)}
        said = _("%(who)s changed the draft since you looked at it, at %(time)s, %(zone)s. Below is what it is now.")
        return said % told

    def refused(self, form: Form, refusal: Impossible | ValidationError) -> HttpResponse:
        self.refuse(" ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal))
        return redirect(self.request.path)

    def changes(self, before: Composition, after: Composition) -> dict[str, Any]:
        """What readers get, in words: stories that come, move, look different and go."""
        now = timezone.now()
        found = differences(
            fronts.as_arranged(self.edition.code, before, now), fronts.as_arranged(self.edition.code, after, now)
        )
        telling = _Telling(self.edition.code, found)
        return {
            "number": found.number,
            "groups": [
                (_("Comes onto the front"), telling.told(found.added)),
                (_("Moves"), telling.told(found.moved)),
                (_("Gets another headline or picture in its place"), telling.faces(found.faced)),
                (_("Leaves the front"), telling.told(found.removed)),
            ],
            "arrangement": Arrangement(after.arrangement).label if after.arrangement != before.arrangement else "",
        }

    def of_draft(self, moment: datetime | None = None) -> dict[str, Any]:
        """What is told of the draft before it goes to readers, at that moment or now."""
        return {
            "unseen": fronts.unseen(self.front, moment or timezone.now()),
            "unseen_at": self.in_zone(moment) if moment is not None else None,
            "of_draft": True,
            "changes": self.changes(self.public(), self.front.draft),
            "gates": gates_of(self.front.draft, self.edition.code, moment),
            "pages": self.pages(),
            "preview": reverse("desk:front_preview", args=(self.edition.code,)),
            "may_compose": self.may_here("front.compose"),
        }

    def pages(self) -> dict[str, Any]:
        """The pages that the act touches: that of the front, and how many others."""
        many = pages_of(front_thing(self.edition.code), self.edition.code)
        return {"path": f"/{self.edition.prefix}/", "more": max(0, many - 1)}

    def public(self) -> Composition:
        """What readers have."""
        return self.front.published.composition if self.front.published is not None else Composition()

    def lapses(self) -> list[Effect]:
        """What becomes of a schedule that is overdue, once readers get something by hand."""
        if self.front.scheduled is None or not has_passed(self.front.scheduled.at):
            return []
        said = _("A front was due at %(time)s, %(zone)s, and has not gone out. After this it will not go out.")
        return [(_("Its schedule"), said % self.in_zone(self.front.scheduled.at))]

    def in_zone(self, moment: Any) -> dict[str, str]:
        """A moment on the clock of the edition."""
        zone = self.edition.zone
        return {"time": furniture.moment_in(zone, moment), "zone": furniture.place(zone)}


class _Telling:
    """Differences in the words of an editor."""

    def __init__(self, edition: str, found: Differences) -> None:
        changes = (*found.added, *found.moved, *found.faced, *found.removed)
        self.headlines = fronts.headlines(change.article for change in changes)
        spots = [spot for change in changes for spot in (change.was, change.becomes) if spot is not None]
        self.sections = fronts.sections_now(edition, (spot.section for spot in spots if spot.section))

    def told(self, changes: Iterable[Change]) -> list[Told]:
        return [self._told(one) for one in changes]

    def _told(self, change: Change) -> Told:
        """What comes onto the front may have another headline and picture there from the beginning."""
        comes = change.becomes if change.was is None else None
        return Told(
            self.headlines.get(change.article, ""),
            self._spot(change.was),
            self._spot(change.becomes),
            reads=comes.headline if comes is not None else "",
            picture=_("with another picture") if comes is not None and comes.picture else "",
        )

    def faces(self, changes: Iterable[Change]) -> list[Told]:
        """Those that look different: what of them is new, and where they stand then."""
        return [self._face(one.article, one.was, one.becomes) for one in changes if one.was is not None and one.becomes]

    def _face(self, article: str, was: Spot, becomes: Spot) -> Told:
        headline = self.headlines.get(article, "")
        reads = (becomes.headline or headline) if becomes.headline != was.headline else ""
        other = _("with another picture") if becomes.picture else _("with the article's own picture")
        return Told(headline, "", self._spot(becomes), reads, other if becomes.picture != was.picture else "")

    def _spot(self, spot: Spot | None) -> str:
        if spot is None:
            return ""
        zone = self.sections[spot.section][1] if spot.section else str(ZoneName(spot.zone).label)
        said = _("%(zone)s, place %(place)s") % {"zone": zone, "place": spot.number}
        return said if spot.is_chosen else _("%(place)s (by itself)") % {"place": said}


class PublishFrontView(FrontActView):
    """The draft goes to readers, whole."""

    verb = "front.publish"
    page_title = gettext_lazy("Publish the front")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.update(
            **self.of_draft(),
            nothing="" if self.front.is_changed or self.front.published is None else _("Readers have it already."),
            effects=self._effects(),
            button=_("Publish the front"),
        )
        return context

    def _effects(self) -> list[Effect]:
        effects: list[Effect] = [
            (_("Readers"), _("get the whole front at once, and see nothing half done.")),
            (_("Way back"), _("“Take back” gives them the previous front again, at once.")),
        ]
        if self.front.scheduled is not None and not has_passed(self.front.scheduled.at):
            still = _("A front stays scheduled for %(time)s, %(zone)s. It takes the place of this one then.")
            effects.append((_("Its schedule"), still % self.in_zone(self.front.scheduled.at)))
        return [*effects, *self.lapses()]

    def act(self, form: Form) -> str:
        published = publish_front(self.actor, self.edition.code, version=form.cleaned_data["version"])
        return _("Front %(number)s is published. It is being printed.") % {"number": published.number}


def _held_hint(held: Iterable[Gate]) -> str:
    if any(gate.name in (GATE, LATE) for gate in held):
        return _("Schedule the draft in its place, or take the schedule back.")
    return _(
        "Put the picture right within an hour of its time, and the front goes out by itself. Or schedule the draft in "
        "its place."
    )


class ScheduleFrontView(FrontActView):
    """The draft, as it is now, goes out at a time on the edition's clock; or goes out no more."""

    verb = "front.schedule"
    page_title = gettext_lazy("Schedule the front")

    def get_form(self, data: Any = None) -> Form:
        scheduled = self.front.scheduled
        when = scheduled.at.astimezone(ZoneInfo(self.edition.zone)).replace(tzinfo=None) if scheduled else None
        over = scheduled.at.isoformat() if scheduled else ""
        seen = {"version": self.front.version, "when": when, "over": over}
        return ScheduleForm(data, edition=self.edition, initial=seen)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        scheduled = self.front.scheduled
        context = super().get_context_data(**kwargs)
        held = gates_of_schedule(scheduled.composition, self.edition.code, scheduled.at) if scheduled else ()
        context.update(
            **self.of_draft(scheduled.at if scheduled and not has_passed(scheduled.at) else None),
            held=held,
            held_title=_("What holds back the front that is scheduled"),
            held_hint=_held_hint(held),
            effects=self._effects(),
            button=_("Schedule the front"),
            second_button=_("Take the schedule back") if scheduled else "",
            second_value=scheduled.at.isoformat() if scheduled else "",
        )
        return context

    def _effects(self) -> list[Effect]:
        effects: list[Effect] = [
            (_("Readers"), _("get the front as it is composed now, at the minute you say.")),
            (_("Composing on"), _("is possible; what you change later goes out only when you publish or schedule it.")),
        ]
        if self.front.scheduled is not None:
            told = {**self.in_zone(self.front.scheduled.at), "who": isolated(self.front.scheduled.by)}
            there = _("%(who)s scheduled a front for %(time)s, %(zone)s. This one takes its place.") % told
            effects.append((_("Its schedule"), there))
        return effects

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "second" not in request.POST:
            return super().post(request, *args, **kwargs)
        scheduled = self.front.scheduled
        try:
            if scheduled is not None and scheduled.at.isoformat() == request.POST["second"]:
                unschedule_front(self.actor, self.edition.code, at=scheduled.at)
                self.say(_("The front no longer goes out by itself."))
            else:
                self.refuse(_("The schedule was changed meanwhile. Look at it as it is now, then try again."))
                return redirect(request.path)
        except Impossible as error:
            self.refuse(str(error))
        return redirect(self.get_back_url())

    def act(self, form: Form) -> str:
        when, version, over = (form.cleaned_data[name] for name in ("when", "version", "over"))
        schedule_front(self.actor, self.edition.code, when, version=version, over=over)
        said = _("The front goes out at %(time)s, %(zone)s.") % self.in_zone(when)
        lost = [one.known.headline or _("Untitled story") for _zone, one in fronts.unseen(self.front, when)]
        unseen = _("Chosen, and as things are not seen by readers then: %(stories)s.")
        return f"{said} {unseen % {'stories': '; '.join(lost)}}" if lost else said


class TakeBackFrontView(FrontActView):
    """Readers get the previous front again."""

    verb = "front.publish"
    page_title = gettext_lazy("Take the front back")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.front.may_be_taken_back:
            self.refuse(_("Readers have the front that fills itself: there is none before it."))
            return redirect(self.get_back_url())
        return super().get(request, *args, **kwargs)

    def get_form(self, data: Any = None) -> Form:
        published = self.front.published
        return TakeBackForm(data, initial={"number": published.number if published else None})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        published = self.front.published
        if published is not None:
            before, restored = front_before(self.edition.code, published.number, published.restores)
            context.update(
                changes=self.changes(published.composition, without_held(before, self.edition.code)),
                pages=self.pages(),
                effects=[
                    (_("Readers"), self._returns(restored)),
                    *self._left_out(before),
                    (_("The draft"), _("stays as it is, and so does what is scheduled.")),
                    *self.lapses(),
                ],
            )
        context.update(button=_("Take the front back"), serious=True)
        return context

    def _left_out(self, before: Composition) -> list[Effect]:
        """The pictures that may not be shown any more, and why."""
        why = dict.fromkeys(gate.sentence for gate in gates_of(before, self.edition.code))
        said = _("Some stay out, and the articles' own stand in their places: %(why)s")
        return [(_("Pictures"), said % {"why": " ".join(why)})] if why else []

    def _returns(self, restored: int) -> str:
        found = published_front(self.edition.code, restored) if restored else None
        if found is None:
            return _("get the front that fills itself.")
        told = {"number": restored, "who": isolated(found.by), **self.in_zone(found.at)}
        return _("get front %(number)s again, published by %(who)s at %(time)s, %(zone)s.") % told

    def act(self, form: Form) -> str:
        take_back_front(self.actor, self.edition.code, number=form.cleaned_data["number"])
        return _("Readers have the previous front again. It is being printed.")
