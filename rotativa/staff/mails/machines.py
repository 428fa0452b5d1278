"""Who looks after machines is told of their troubles: the press behind or silent, a page that fails, a full disk."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy

from rotativa.kit import problems
from rotativa.kit.actor import EVERYWHERE
from rotativa.staff import links
from rotativa.staff.mails import events, habits, watching
from rotativa.staff.mails.events import Event, Line
from rotativa.staff.mails.habits import Group, When
from rotativa.staff.mails.watching import Standing
from rotativa.staff.models import User
from rotativa.staff.permissions import RoleName

GROUP = "machines"
EVENT = "machine.trouble"


def register() -> None:
    """Begins to watch."""
    usual = {RoleName.TECHNICIAN: When.AT_ONCE}
    label = gettext_lazy("The press is behind, a page fails, a disk is nearly full")
    habits.register(Group(GROUP, label, "press.print", EVERYWHERE, usual=usual, otherwise=When.DAILY))
    events.register(Event(EVENT, GROUP, say))
    watching.watch(GROUP, standing)


def standing() -> Iterator[Standing]:
    """What is wrong now."""
    for problem in problems.of_machines():
        yield Standing(f"machine {problem.key}", EVENT, problem.key, _keepers)


def say(user: User, about: str, words: Mapping[str, Any]) -> Line | None:
    """The trouble as it is now, to who still looks after the press; nothing where it is over."""
    found = next((problem for problem in problems.of_machines() if problem.key == about), None)
    if found is None or not user.may("press.print", EVERYWHERE):
        return None
    said = f"{found.sentence} {found.act}".strip()
    return Line(_("A machine needs you"), said, links.desk())


def _keepers() -> Iterable[User]:
    return habits.who_may("press.print", EVERYWHERE)
