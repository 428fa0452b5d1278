"""What the desk answers when it cannot work: what is wrong, what becomes of one's text, what readers notice.

It may be the database that is gone: nothing here asks it, not even who the person is.
"""

import sys
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _, override
from django.views.defaults import bad_request, server_error

from rotativa.desk.acting import refuse_saving
from rotativa.kit.disks import is_full
from rotativa.press import disk
from rotativa.project.trouble import trouble
from rotativa.staff.middleware import asked_language


@dataclass(frozen=True)
class Apology:
    """What a person is told."""

    title: str
    wrong: str
    text: str
    act: str
    status: int = 503


def broken(request: HttpRequest) -> HttpResponse:
    """The answer of Django's ``handler500``, in one of the desk's languages."""
    try:
        # A person's own language where it was still learnt.
        with override(getattr(request, "LANGUAGE_CODE", "") or asked_language(request)):
            return _answer(request, _apology(sys.exc_info()[1]))
    except Exception:  # whatever is wrong with our words, too
        return server_error(request)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The answer of Django's ``handler400``: in words where somebody wrote more than any form may hold."""
    if not isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return bad_request(request, exception)
    with override(getattr(request, "LANGUAGE_CODE", "") or asked_language(request)):
        return _answer(request, _too_much())


def _too_much() -> Apology:
    return Apology(
        _("Too much for one form"),
        _("It has more text, or more blocks, than can be taken at once. Nothing was saved."),
        _(
            "What was saved before is safe. Go back: your browser may still have what you typed since; put the last of "
            "it into an article of its own."
        ),
        _("Readers notice nothing of this."),
        413,
    )


def _kept() -> str:
    """No more can be promised: what scripts had made of a form, no browser brings back."""
    return _("What was saved before is safe. Go back: your browser may still have what you typed since.")


def _answer(request: HttpRequest, said: Apology) -> HttpResponse:
    response: HttpResponse
    if request.accepts("text/html"):
        response = HttpResponse(render_to_string("broken.html", {"said": said}), status=said.status)
    else:  # the editor, saving by itself
        response = refuse_saving(f"{said.title}. {said.wrong}", said.status, again=said.status == Apology.status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _apology(error: BaseException | None) -> Apology:
    gone = isinstance(error, Exception) and bool(trouble(error))
    if is_full(error) or (gone and any(room.is_full for room in disk.rooms())):
        return Apology(
            _("The disk is full"),
            _("Nothing can be saved until there is room."),
            _kept(),
            _("Readers notice nothing of this. Tell your technician to make room."),
        )
    if gone:
        return Apology(
            _("The database cannot be used"),
            _("Nothing can be opened or saved until it is back."),
            _kept(),
            _("Readers notice nothing of this. Tell your technician the time; the reason stands in the log."),
        )
    return Apology(
        _("Something broke"),
        _("What you were doing was not saved."),
        _kept(),
        _("Readers notice nothing of this. Tell your technician the time; the reason stands in the log."),
        500,
    )
