"""Runs a coroutine in a thread of its own: that of the tests may have a loop already, which drives the browser."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Value = TypeVar("Value")


def run(
    coroutine: Coroutine[Any, Any, Value], new_loop: Callable[[], asyncio.AbstractEventLoop] | None = None
) -> Value:
    """What the coroutine returns, or raises."""

    def alone() -> Value:
        with asyncio.Runner(loop_factory=new_loop) as runner:
            return runner.run(coroutine)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(alone).result()
