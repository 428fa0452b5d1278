"""Who sits at the desk, and what they may do where."""

from typing import cast

from django.http import HttpRequest
from django.utils.translation import get_language

from rotativa.desk.furniture import editions
from rotativa.editions.queries import Masthead
from rotativa.kit.languages import nearest
from rotativa.staff.models import User


def person(request: HttpRequest) -> User:
    """The person of this request. The desk lets nobody in who is not signed in."""
    return cast("User", request.user)


def may(request: HttpRequest, verb: str, edition: str = "") -> bool:
    """Whether the person may do this in the edition; without one, whether there is any edition where they may."""
    return request.user.is_authenticated and person(request).may(verb, edition)


def editions_for(request: HttpRequest, verb: str) -> tuple[Masthead, ...]:
    """The editions in which the person may do this."""
    return tuple(edition for edition in editions(request) if may(request, verb, edition.code))


def editions_to_read(request: HttpRequest) -> tuple[str, ...]:
    """The codes of the editions whose articles the person may read: who reads drafts in one of them, in all of them.

    Translators begin from any edition. Lists and the search show what stands in these, and nothing of others.
    """
    return tuple(edition.code for edition in editions(request)) if may(request, "article.read") else ()


def own_first(request: HttpRequest) -> tuple[Masthead, ...]:
    """All editions as ``mine_first``, but in each group the one of the person's desk language before the others."""
    language = nearest([get_language() or ""], [edition.code for edition in editions(request)])
    return tuple(
        sorted(
            editions(request), key=lambda each: (not may(request, "article.write", each.code), each.code != language)
        )
    )


def mine_first(request: HttpRequest) -> tuple[Masthead, ...]:
    """All editions, those that the person writes in before the others, each group in the newsroom's order."""
    return tuple(sorted(editions(request), key=lambda edition: not may(request, "article.write", edition.code)))
