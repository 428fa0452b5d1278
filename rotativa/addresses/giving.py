"""The only writers of addresses. Each works inside the verb that calls it, in its transaction and under its fact."""

from django.db import IntegrityError, transaction

from rotativa.addresses.models import Address, State
from rotativa.addresses.queries import owner
from rotativa.kit.things import Thing


class Taken(ValueError):
    """The path belongs to another thing, for ever."""

    def __init__(self, path: str) -> None:
        super().__init__(f"The address {path} is already taken.")
        self.path = path


def give(path: str, thing: Thing) -> None:
    """Makes ``path`` the place of ``thing``; the path it had becomes a redirect.

    A path that the thing had before comes back to it. Raises ``Taken`` where the path belongs to another thing, now or
    formerly: an address is given out once.
    """
    _require_path(path)
    holder = owner(path)
    if holder not in (None, thing):
        raise Taken(path)
    Address.objects.filter(thing=thing).exclude(state=State.FORMER).exclude(path=path).update(state=State.FORMER)
    if holder is not None:
        Address.objects.filter(path=path).update(state=State.CURRENT)
        return
    try:
        with transaction.atomic():
            Address.objects.create(path=path, thing=thing, state=State.CURRENT)
    except IntegrityError as error:  # somebody else took it since we looked
        raise Taken(path) from error


def withdraw(thing: Thing) -> None:
    """The thing is public no more: its path, and all that redirect to it, answer 410."""
    Address.objects.filter(thing=thing, state=State.CURRENT).update(state=State.GONE)


def hand_over(former: Thing, heir: Thing) -> None:
    """All paths of a thing are another's from now on: they lead to where that one is, and to its place where it had
    none.
    """
    has_place = Address.objects.filter(thing=heir).exclude(state=State.FORMER).exists()
    changes = {"thing": heir, "state": State.FORMER} if has_place else {"thing": heir}
    Address.objects.filter(thing=former).update(**changes)


def _require_path(path: str) -> None:
    if not path.startswith("/") or "//" in path or "?" in path or "#" in path or "/../" in path or "/./" in path:
        raise ValueError(f"{path!r} is no path that can be printed")
