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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = fronts.in_edition(self.edition.code, [self.story])[self.story]
        return {**super().get_context_data(**kwargs), "known": known}

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
        shown = {"version": self.front.version, "headline": place.headline, "picture": number(place.picture)}
        return FaceForm(data, edition=self.edition, initial=shown)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.update(
            media=context["form"].media,
            effects=[
                (_("Readers"), _("see it in this place of this front alone, once the front is published.")),
                (_("The article"), _("keeps its own headline and picture, on its page and in every list.")),
                (_("If the story is moved"), _("on this front, both go with it. Taken out, they are forgotten.")),
            ],
            button=_("Save for this place"),
        )
        return context

    def act(self, form: Form) -> str:
        told = form.cleaned_data
        picture = str(told["picture"].pk) if told["picture"] else ""
        dressed = face(self.front.draft, self.story, headline=told["headline"], picture=picture)
        self.save(dressed, told["version"])
        return _("Saved. Readers see it once the front is published.")


class EndPlaceView(PlaceView):
    """Until when a story stands in its place."""

    page_title = gettext_lazy("Until when does it stand there?")

    def get_form(self, data: Any = None) -> Form:
        until = self.place().until
        when = until.astimezone(ZoneInfo(self.edition.zone)).replace(tzinfo=None) if until else None
        return EndForm(data, edition=self.edition, initial={"version": self.front.version, "when": when})

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
        if "second" not in request.POST:
            return super().post(request, *args, **kwargs)
        return self._ended(None, number(request.POST.get("version", "")))

    def _ended(self, until: Any, version: int | None) -> HttpResponse:
        try:
            self.save(end(self.front.draft, self.story, until), version)
        except (Impossible, ValidationError) as error:
            self.refuse(" ".join(error.messages) if isinstance(error, ValidationError) else str(error))
            return redirect(self.request.path)
        self.say(_("It stands there until it is taken out.") if until is None else self._said(until))
        return redirect(self.leads_to())

    def _said(self, until: Any) -> str:
        return _("It stands there until %(time)s, %(zone)s.") % self.in_zone(until)

    def act(self, form: Form) -> str:
        when, version = form.cleaned_data["when"], form.cleaned_data["version"]
        self.save(end(self.front.draft, self.story, when), version)
        return self._said(when)
