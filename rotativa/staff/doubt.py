"""What ends when a colleague sets a person's password or signs them out: somebody else may have acted in their name."""

from collections.abc import Callable

from rotativa.staff.models import User

TakeBack = Callable[[User], None]
_registered: dict[str, TakeBack] = {}


def when_in_doubt(name: str, take_back: TakeBack) -> None:
    """Calls ``take_back`` with the person, inside the transaction; registering the same name again replaces it.

    It is for what goes on working by itself, wherever its holder sits, such as links for outsiders.
    """
    _registered[name] = take_back


def take_back(user: User) -> None:
    """Ends everything of this kind, in the order of the names."""
    for _name, each in sorted(_registered.items()):
        each(user)
