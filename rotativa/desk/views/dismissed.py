"""What a person has put out of sight, such as a hint: Wagtail would keep whatever is sent, and stop at some of it."""

import json
import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.dismissibles import DismissiblesView

MOST = 100
"""So many are kept of one person."""
_WORD = re.compile(r"[A-Za-z0-9_.:+-]{1,100}")


class DismissedView(DismissiblesView):
    """Takes names of things with whether they are out of sight, or which version of them is, and nothing else."""

    def patch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keeps what is put out of sight, beside what was."""
        try:
            sent = json.loads(request.body)
        except (ValueError, RecursionError):
            return HttpResponseBadRequest()
        known = getattr(getattr(request.user, "wagtail_userprofile", None), "dismissibles", {})
        if not _are_names(sent) or len({*known, *sent}) > MOST:
            return HttpResponseBadRequest()
        answer: HttpResponse = super().patch(request, *args, **kwargs)
        return answer


def _are_names(sent: Any) -> bool:
    return isinstance(sent, dict) and all(
        _WORD.fullmatch(name) and (isinstance(value, bool) or (isinstance(value, str) and _WORD.fullmatch(value)))
        for name, value in sent.items()
    )


dismissed = never_cache(require_admin_access(DismissedView.as_view()))
