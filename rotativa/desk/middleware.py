"""Who was signed out while writing is told so, and keeps the text."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from rotativa.desk.acting import SAFE, refuse_saving

Answer = Callable[[HttpRequest], HttpResponse]


def signed_out() -> str:
    """What somebody is told who was signed out while writing."""
    return _("You were signed out. Your text is in this window: sign in again in another one, then save here.")


def told_to_sign_in(answer: Answer) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answers the editor that saves by itself in words: a redirect to the login would reach no eye."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        desk = request.path.startswith(reverse("wagtailadmin_home"))
        if desk and request.method not in SAFE and not request.accepts("text/html") and request.user.is_anonymous:
            return refuse_saving(signed_out(), 401)
        return answer(request)

    return middleware
