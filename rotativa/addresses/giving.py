"""The only writers of addresses. Each works inside the verb that calls it, in its transaction and under its fact."""

from unicodedata import normalize

from django.db import IntegrityError, transaction

from rotativa.addresses.models import Address, State
from rotativa.addresses.queries import owner
from rotativa.kit.things import Thing

LONGEST = 1000
"""Signs of a path."""

LONGEST_PART = 250
"""Bytes between two slashes: files and folders have names of 255 at most, some with an ending."""


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
    if why := _unfit(path):
        raise ValueError(f"{path!r} is no path that can be printed: {why}")


def _unfit(path: str) -> str:
    """What is wrong with a path: servers answer nothing at one that leads out of the tree, is hidden in it, or is
    another name of a file (``docs/contracts/printed-tree.md``); empty where nothing is."""
    wrong = {
        "it does not begin with “/”": not path.startswith("/"),
        "a part of it is empty": "//" in path,
        "a part of it begins with a dot": "/." in path,
        "it has a sign that no path has (? # \\ or nothing)": any(sign in path for sign in "?#\\\0"),
        "it is the name of a file, not an address": path.endswith(("/index.html", ".gz")),
        "its accents are not composed (NFC)": normalize("NFC", path) != path,
        f"it is longer than {LONGEST} signs": len(path) > LONGEST,
        f"a part of it is longer than {LONGEST_PART} bytes": any(
            len(part.encode()) > LONGEST_PART for part in path.split("/")
        ),
    }
    return next((why for why, is_so in wrong.items() if is_so), "")
