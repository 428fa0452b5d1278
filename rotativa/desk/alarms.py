"""What every screen says when press, scheduler or disk need somebody: asked for at most every few seconds."""

from collections.abc import Sequence

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from rotativa.desk.compat import CONTENT_BEGINS
from rotativa.kit import problems
from rotativa.kit.problems import Problem

_TOLD_FOR = 5  # seconds; an alarm may come so much later, and go
_TELL_THEMSELVES = frozenset({"wagtailadmin_home", "desk:press"})
"""Screens that show the same in a place of their own."""


def alarms() -> Sequence[Problem]:
    """What is wrong, worst first, in the language of the person."""
    key = f"desk-alarms-{get_language()}"
    found: tuple[Problem, ...] | None = cache.get(key)
    if found is None:
        found = problems.alarms()
        cache.set(key, found, _TOLD_FOR)
    return found


def for_screen(request: HttpRequest | None) -> Sequence[Problem]:
    """What this screen has to say above everything else."""
    if request is None or not getattr(request, "user", None) or request.user.is_anonymous:
        return ()
    match = request.resolver_match
    return () if match and match.view_name in _TELL_THEMSELVES else alarms()


def put_above(furniture: str, banner: str) -> SafeString:
    """The screen with the banner above its content."""
    before, begins, after = furniture.partition(CONTENT_BEGINS)
    if not banner.strip():
        return mark_safe(furniture)  # noqa: S308 rendered by templates, which escape
    if not begins:
        return mark_safe(banner + furniture)  # noqa: S308 as above
    return mark_safe(before + begins + banner + after)  # noqa: S308 as above
