"""Asked by the editor before it sends a form: is there still somebody signed in who may send it, and room for it?"""

from http import HTTPStatus
from pathlib import Path

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _

from rotativa.desk.acting import refuse_saving
from rotativa.press import disk


def here(request: HttpRequest) -> JsonResponse:
    """The token that a form needs now: signing in again gives another. Strangers are led to the login.

    Where the disk of the database is full the form stays: no browser brings back what was typed into one that was sent
    in vain. Another disk that is full keeps nobody from writing, and that of PostgreSQL is its own affair.
    """
    if connection.vendor == "sqlite" and disk.room_of(Path(connection.settings_dict["NAME"]).parent).is_full:
        sentence = f"{_('The disk is full')}. {_('Nothing can be saved until there is room.')}"
        return refuse_saving(sentence, HTTPStatus.INSUFFICIENT_STORAGE, again=True)
    return JsonResponse({"token": get_token(request)}, headers={"Cache-Control": "no-store"})
