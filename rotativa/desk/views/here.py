"""Asked by the editor before it sends a form: is there still somebody signed in who may send it?"""

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token


def here(request: HttpRequest) -> JsonResponse:
    """The token that a form needs now: signing in again gives another. Strangers are led to the login."""
    return JsonResponse({"token": get_token(request)}, headers={"Cache-Control": "no-store"})
