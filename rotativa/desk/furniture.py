"""What every screen needs to know of the newsroom: its editions, its name, and how things are called."""

from collections.abc import Iterable
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from babel.lists import format_list
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext as _

from rotativa.editions.facets import masthead
from rotativa.editions.in_words import language_name
from rotativa.editions.queries import Masthead
from rotativa.editions.shelves import ALL, all_editions
from rotativa.kit.languages import cldr, day_pattern

_KEPT = "_desk_editions"
_SPELLED = {"Sao Paulo": "São Paulo"}
"""Cities that CLDR has in English only as the names of zones are spelled, without their signs."""


def editions(request: HttpRequest) -> tuple[Masthead, ...]:
    """The editions in the newsroom's order, read once a request."""
    if not hasattr(request, _KEPT):
        found = masthead.many(all_editions(ALL))
        setattr(request, _KEPT, tuple(edition for edition in found if edition is not None))
    return cast("tuple[Masthead, ...]", getattr(request, _KEPT))


def edition(request: HttpRequest, code: str) -> Masthead | None:
    """One edition by its code."""
    return next((edition for edition in editions(request) if edition.code == code), None)


def newsroom_name(request: HttpRequest) -> str:
    """The name above the menu: that of the first edition, or the product's while there is none."""
    known = editions(request)
    return known[0].name if known else str(settings.WAGTAIL_SITE_NAME)


def language_names(codes: Iterable[str]) -> str:
    """Several of them, joined as the person's language joins: ``Spanish and Arabic``, ``español y árabe``."""
    return joined(language_name(code) for code in codes)


def joined(words: Iterable[str]) -> str:
    """Several words as the person's language joins them."""
    known = list(words)
    return str(format_list(known, locale=cldr(get_language() or "en"))) if known else ""


def moment_in(zone: str, moment: datetime) -> str:
    """A moment on the clock of that zone. With the month in letters: Arabic would show ``2027-01-05`` from its end."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{dated(local, 'j M Y')} {local:%H:%M}"


def dated(local: datetime, pattern: str) -> str:
    """A moment as a clock shows it, by a pattern of Django's, with months as the language of the desk writes them."""
    return date_format(local, day_pattern(pattern, get_language()))


def place(zone: str) -> str:
    """Where the clocks of a zone hang, in the person's language: ``Madrid`` for ``Europe/Madrid``, or ``مدريد``."""
    location = str(get_timezone_location(zone, locale=cldr(get_language() or "en"), return_city=True))
    name = location.rpartition("/")[2]  # of Argentina/Buenos Aires, the city
    return _SPELLED.get(name, name)


def aside(word: str, more: str) -> str:
    """A word and what is said behind it, with the comma of the person's language."""
    return _("%(word)s, %(more)s") % {"word": word, "more": more}


def screen(name: str, *arguments: object) -> str:
    """The address of a screen."""
    return reverse(name, args=arguments)
