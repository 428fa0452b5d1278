"""Addresses that no link of the desk has: Wagtail's screens take what stands in a question for what they would write.

Where one of them asks for a number, an address or a choice and gets something else, it ends in an error, and who looks
after the desk reads of a defect. There is no such screen: that is answered here, once for all of them.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase

from rotativa.desk.closed import nothing
from rotativa.kit.typed import number
from rotativa.staff.urls import urlpatterns as door

_NUMBERS = frozenset(
    {
        "parent_page_id",  # of the four screens that choose a link
        *("target_pages[]", "offset"),  # of the page chooser, and of the lists behind it
        *("site", "content_type", "edited_by", "owner"),  # filters of the tree
    }
)
_AMOUNTS = frozenset({"usage_count_min", "usage_count_max"})
_AMOUNT = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{0,9})?")
"""What a database can compare."""
_SEARCHES = frozenset({"wagtailadmin_pages:search", "wagtailadmin_pages:search_results"})
"""These are narrowed to a kind of page by its name, and look at it themselves."""
_LEAD_ON = ("next", "link_url")
_CHOICES: Mapping[str, frozenset[str]] = {"search_operator": frozenset({"and", "or"})}
_DOOR = frozenset(pattern.name for pattern in door)


class NothingMalformed:
    """Says that there is no such screen where Wagtail would stop at what it is asked."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Asked when the address is known, before its view. The door looks for itself: nobody is signed in there."""
        match = request.resolver_match
        name = match.view_name if match is not None else ""
        if name in _DOOR:
            return None
        asked = [(key, text) for key, texts in request.GET.lists() for text in texts]
        asked += [("next", text) for text in request.POST.getlist("next")]
        return nothing(request) if any(_is_malformed(key, text, name) for key, text in asked) else None


def _is_malformed(key: str, text: str, screen: str) -> bool:
    if key == "id" and screen.endswith("chosen_multiple"):
        return number(text) is None
    if not text or (key == "content_type" and screen in _SEARCHES):
        return False
    if key in _NUMBERS:
        return number(text) is None
    if key in _AMOUNTS:
        return not _AMOUNT.fullmatch(text)
    if key in _LEAD_ON:
        return not _can_be_split(text) or (key == "next" and "/" not in text)
    return key in _CHOICES and text not in _CHOICES[key]


def _can_be_split(address: str) -> bool:
    try:
        urlsplit(address)
    except ValueError:
        return False
    return True
