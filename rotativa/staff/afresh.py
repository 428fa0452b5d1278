"""Who decides how somebody signs in says once more who they are: a session that was left open is not enough."""

from collections.abc import Callable
from functools import wraps

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY, is_reauthentication_required
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode


def is_due(request: HttpRequest) -> bool:
    """Whether the person neither signed in nor was asked within ``ACCOUNT_REAUTHENTICATION_TIMEOUT``."""
    return bool(is_reauthentication_required(request, app=""))


def ask(request: HttpRequest) -> HttpResponseRedirect:
    """Leads to the question, and from there back to where the person was.

    What was sent is not kept meanwhile, as allauth would in the session: it may be a password.
    """
    question = reverse("account_reauthenticate")
    return HttpResponseRedirect(f"{question}?{urlencode({REDIRECT_FIELD_NAME: request.path})}")


def forgetting(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The question, behind which nothing is done that was sent before it: the person only comes to the screen.

    allauth keeps what was sent, and does it as soon as the answer is right. But the session may have been somebody
    else's when it was sent, and who answers has not seen it.
    """

    @wraps(view)
    def asking(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        request.session.pop(STATE_SESSION_KEY, None)
        return view(request, *args, **kwargs)

    return asking
