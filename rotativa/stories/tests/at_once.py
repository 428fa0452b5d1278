"""Several people at the same moment, for tests with a ``separate_database``."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connections


def at_once(*acts: Callable[[], Any]) -> list[BaseException | None]:
    """Does these acts in threads that begin together, and gives what each of them raised."""
    raised: list[BaseException | None] = [None] * len(acts)
    start = Barrier(len(acts))

    def do(place: int) -> None:
        try:
            start.wait()
            acts[place]()
        except BaseException as error:
            raised[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=do, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised
