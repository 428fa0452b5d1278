"""The door of the desk."""

from typing import Any

from allauth.account import views as allauth
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from rotativa.editions.models import Edition


class Login(allauth.LoginView):  # type: ignore[misc]  # allauth carries no types
    """Name and password. Throttled by allauth, per address and per name."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the newsroom's name."""
        first = Edition.objects.first()
        return {**super().get_context_data(**kwargs), "newsroom": first.name if first else settings.WAGTAIL_SITE_NAME}


class Logout(allauth.LogoutView):  # type: ignore[misc]  # allauth carries no types
    """Asks on GET, ends the session on POST."""


def closed(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """An address that Wagtail would answer and that we do not have."""
    raise Http404
