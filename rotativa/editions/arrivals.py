"""Who wants to know that an edition was added: packages above say so at start-up, and ``add_edition`` calls them.

They are called inside its transaction: what they keep in step is in step when the edition is there.
"""

from collections.abc import Callable

from rotativa.editions.models import Edition

Listener = Callable[[Edition], None]
_listeners: dict[str, Listener] = {}


def when_added(name: str, listener: Listener) -> None:
    """Calls ``listener`` with every new edition; registering the same name again replaces it."""
    _listeners[name] = listener


def announce(edition: Edition) -> None:
    """Calls all listeners, in the order of their names."""
    for _, listener in sorted(_listeners.items()):
        listener(edition)
