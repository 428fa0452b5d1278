"""The frame of an act that is asked about on a screen of its own: done, refused in words, or asked once more."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise

from rotativa.desk.forms.putting import put
from rotativa.desk.views.base import DeskView
from rotativa.stories.errors import Impossible


class AskingView(DeskView):
    """Does on ``POST`` what the screen says: ``act``."""

    def get_form(self, data: Any = None) -> Form:
        """What is asked before the act."""
        return Form(data)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form(request.POST)
        if not form.is_valid():
            return self.render_again(form=form)
        try:
            sentence = self.act(form)
        except (Impossible, ValidationError) as refusal:
            return self.refused(form, refusal)
        self.say(sentence)
        return redirect(self.leads_to())

    def act(self, form: Any) -> str | Promise:
        """Does it, and says what was done. Raises ``Impossible``, ``ValidationError``: nothing is changed then."""
        raise NotImplementedError

    def leads_to(self) -> str:
        """The screen behind the act."""
        return self.get_back_url()

    def refused(self, form: Form, refusal: Impossible | ValidationError) -> HttpResponse:
        """Says why the act was refused: beside the field that it means, else above the question."""
        if isinstance(refusal, ValidationError):
            put(form, refusal)
            return self.render_again(form=form)
        self.refuse(str(refusal))
        return redirect(self.request.path)
