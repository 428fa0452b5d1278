"""What is said of one place of a front: its headline and picture there, and until when it stands."""

from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk.forms.fronts import EndForm, FaceForm
from rotativa.desk.queries import fronts
from rotativa.desk.views.front_acts import FrontActView
from rotativa.fronts.actions.save_composition import save_composition
from rotativa.fronts.composition import Composition, Place
from rotativa.fronts.moves import end, face, where
from rotativa.kit.typed import number
from rotativa.stories.errors import Impossible


class PlaceView(FrontActView):
    """An act on the place of one story, in the draft."""

    verb = "front.compose"

    @property
    def story(self) -> str:
        """The story that stands there."""
        return str(self.kwargs["story"])

    def place(self) -> Place:
        """What was chosen for it."""
        stands = where(self.front.draft, self.story)
        if stands is None:
            raise Http404
        return stands[0].places[stands[1]]

    def known(self) -> fronts.Known:
        """The story as it stands in this edition."""
        return fronts.in_edition(self.edition.code, [self.story])[self.story]

    def looked_at(self) -> dict[str, Any]:
        """What the screen shows, and its form gives back."""
        return {"version": self.front.version}

    def said_there(self) -> str:
        """What stands in the place by now, where somebody was quicker."""
        return ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "known": self.known()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self._still_stands() else self._gone()

    def refused(self, form: Form, refusal: Impossible | ValidationError) -> HttpResponse:
        """The screen again, of the front as it is by now, with what was typed: saving that is one press."""
        del self.front
        if not self._still_stands():
            return self._gone()
        why = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
        self.refuse(f"{why} {self.said_there()}".strip())
        if not form.is_bound:
            return self.render_again(form=self.get_form())
        typed = self.request.POST.copy()
        for name, value in self.looked_at().items():
            typed[name] = str(value)
        return self.render_again(form=self.get_form(typed))

    def _still_stands(self) -> bool:
        return where(self.front.draft, self.story) is not None

    def _gone(self) -> HttpResponse:
        told = {"story": self.known().headline or _("Untitled story")}
        self.refuse(_("“%(story)s” is not on this front any more.") % told)
        return redirect(self.get_back_url())

    def save(self, composition: Composition, version: int | None) -> None:
        """Saves the draft; readers see nothing of it before it is published."""
        save_composition(self.actor, self.edition.code, composition, version=version)

    def leads_to(self) -> str:
        """Back to the place, on the screen on which the front is composed."""
        return f"{self.get_back_url()}#r-{self.story}"


class FacePlaceView(PlaceView):
    """What a story says and shows in its place, and nowhere else."""

    template_name = "desk/front_face.html"
    page_title = gettext_lazy("Headline and picture in this place")

    def get_form(self, data: Any = None) -> Form:
        place = self.place()
        fitting = place.over(self.known().read_as)
        shown = {**self.looked_at(), "headline": fitting.headline, "picture": number(place.picture)}
        return FaceForm(data, edition=self.edition, initial=shown)

    def looked_at(self) -> dict[str, Any]:
        return {**super().looked_at(), "replaces": self.known().read_as}

    def said_there(self) -> str:
        headline = self.place().headline
        return _("In this place stands now: “%(headline)s”.") % {"headline": headline} if headline else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        place = self.place()
        context.update(
            media=context["form"].media,
            place=place,
            is_outlived=place.is_outlived(context["known"].read_as),
            effects=[
                (_("Readers"), _("see it in this place of this front alone, once the front is published.")),
                (_("The article"), _("keeps its own headline and picture, on its page and in every list.")),
                (
                    _("If the article gets another headline"),
                    _("that one stands here, too, until you choose again: what was corrected does not live on."),
                ),
                (_("If the story is moved"), _("on this front, both go with it. Taken out, they are forgotten.")),
            ],
            button=_("Save for this place"),
        )
        return context

    def act(self, form: Form) -> str:
        told = form.cleaned_data
        picture = str(told["picture"].pk) if told["picture"] else ""
        headline, replaces = told["headline"], told["replaces"]
        dressed = face(self.front.draft, self.story, headline=headline, picture=picture, replaces=replaces)
        self.save(dressed, told["version"])
        return _("Saved. Readers see it once the front is published.")


class EndPlaceView(PlaceView):
    """Until when a story stands in its place."""

    page_title = gettext_lazy("Until when does it stand there?")

    def get_form(self, data: Any = None) -> Form:
        until = self.place().until
        when = until.astimezone(ZoneInfo(self.edition.zone)).replace(tzinfo=None) if until else None
        return EndForm(data, edition=self.edition, initial={**self.looked_at(), "when": when})

    def said_there(self) -> str:
        until = self.place().until
        return self._said(until) if until is not None else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.update(
            effects=[
                (
                    _("Readers"),
                    _("see it there until that minute, once this front is published; then the next one."),
                ),
                (_("The draft"), _("keeps the place, marked as ended, until you take it out.")),
            ],
            button=_("Set the end"),
            second_button=_("No end: until it is taken out") if self.place().until else "",
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "second" not in request.POST or not self._still_stands():
            return super().post(request, *args, **kwargs)
        try:
            self.save(end(self.front.draft, self.story, None), number(request.POST.get("version", "")))
        except (Impossible, ValidationError) as error:
            return self.refused(self.get_form(), error)
        self.say(_("It stands there until it is taken out."))
        return redirect(self.leads_to())

    def _said(self, until: Any) -> str:
        return _("It stands there until %(time)s, %(zone)s.") % self.in_zone(until)

    def act(self, form: Form) -> str:
        when, version = form.cleaned_data["when"], form.cleaned_data["version"]
        self.save(end(self.front.draft, self.story, when), version)
        return self._said(when)
