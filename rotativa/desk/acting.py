"""What is done through Wagtail's own views: inside our transaction, in the name of the person, refused in words."""

import json
import logging
from contextlib import ExitStack
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from rotativa.daybook.writing import transaction
from rotativa.desk import compat
from rotativa.desk.person import person
from rotativa.kit.actor import Refused
from rotativa.stories.errors import Impossible, InPart, Misused, NotReady
from rotativa.stories.hand import hold

log = logging.getLogger("rotativa.desk")

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def refuse_saving(sentence: str, status: int, *, again: bool = False) -> JsonResponse:
    """Answers the editor that saved by itself. It shows the words of a few codes of Wagtail's only; this is one.

    ``again`` says that it may try again by itself: nothing is wrong with what was sent. Its form is not sent after
    that, for it would not be answered with the form (``stays``).
    """
    told = {"success": False, "error_code": "validation_error", "error_message": sentence, "again": again}
    return JsonResponse({**told, "stays": True}, status=status)


def said_once(response: HttpResponseBase) -> HttpResponseBase:
    """The answer; where it refuses what the editor saves by itself, the log says why once, not every few seconds."""
    if isinstance(response, JsonResponse) and response.status_code == HTTPStatus.BAD_REQUEST:
        _say_why(str(json.loads(response.content).get("error_message", "")))
        compat.keep_out_of_log(response)
    return response


@lru_cache(maxsize=256)
def _say_why(sentence: str) -> None:
    log.warning("An article could not be saved: %s", sentence)


class Acting:
    """For views of Wagtail: every unsafe request is one act, whole or not at all."""

    request: HttpRequest
    act: ExitStack

    def commit(self) -> None:
        """Ends the act before the request ends: what is rendered after it keeps nobody else from writing."""
        self.act.close()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wagtail: Any = super()
        response: HttpResponseBase
        try:
            with ExitStack() as self.act:
                if request.method not in SAFE:
                    self.act.enter_context(transaction(person(request)))
                    if "page_id" in kwargs:
                        hold(kwargs["page_id"])  # before it is read: Wagtail writes back the whole row
                response = wagtail.dispatch(request, *args, **kwargs)
                return said_once(response)
        except NotReady as error:
            return self._refused(request, [_("It cannot go out: %s") % gate.sentence for gate in error.gates], kwargs)
        except (Refused, Impossible) as error:
            return self._refused(request, [str(error)], kwargs)
        except InPart as error:
            log.exception("A form arrived in part")
            return self._refused(request, [str(error)], kwargs)
        except Misused:
            return self._refused(
                request, [_("This has its own screen: use “Send out…”, “Schedule…” or “Withdraw…”.")], kwargs
            )

    def _refused(self, request: HttpRequest, sentences: list[str], kwargs: dict[str, Any]) -> HttpResponseBase:
        """Nothing was changed; the person is told why, where they were."""
        if not request.accepts("text/html"):  # the editor, saving by itself
            return said_once(refuse_saving(" ".join(sentences), 400))
        for sentence in sentences:
            messages.error(request, sentence)
        page = kwargs.get("page_id") or kwargs.get("pk")
        return redirect(reverse("wagtailadmin_pages:edit", args=(page,)) if page else reverse("desk:stories"))
