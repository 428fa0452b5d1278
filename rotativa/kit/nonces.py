"""The word by which a browser knows the scripts that an answer carries in itself (Content Security Policy 3, 2.3.1).

Whoever got a script into a page by what they wrote cannot know it: it is another in every answer.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_nonce: ContextVar[str] = ContextVar("nonce", default="")


def nonce() -> str:
    """The word of the answer that is being made; empty where none is."""
    return _nonce.get()


@contextmanager
def fresh() -> Iterator[str]:
    """A new word, while an answer is made."""
    token = _nonce.set(secrets.token_urlsafe(16))
    try:
        yield _nonce.get()
    finally:
        _nonce.reset(token)
