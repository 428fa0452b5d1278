"""Many things, some at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in their order, in lists of ``size``; the last may be shorter. As ``itertools`` has it from 3.12 on."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
