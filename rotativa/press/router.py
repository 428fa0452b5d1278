"""While pages are rendered, reads go to the database ``print`` (the same one, on a snapshot) and writes are refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction

SNAPSHOT = "print"
"""The alias of the connection that only reads."""

_rendering: ContextVar[bool] = ContextVar("rendering", default=False)


class WriteWhileRendering(RuntimeError):
    """A page tried to write. Rendering reads only."""


def is_rendering() -> bool:
    """Whether pages are being rendered here."""
    return _rendering.get()


@contextmanager
def snapshot() -> Iterator[None]:
    """Opens a read snapshot; all reads inside see one state of the database, and a write raises."""
    token = _rendering.set(True)
    try:
        with transaction.atomic(using=SNAPSHOT):
            yield
    finally:
        _rendering.reset(token)


class PrintRouter:
    """Django's database router of the press; other code is left alone."""

    def db_for_read(self, model: type[Any], **hints: Any) -> str | None:
        """The snapshot, while pages are rendered."""
        return SNAPSHOT if _rendering.get() else None

    def db_for_write(self, model: type[Any], **hints: Any) -> str | None:
        """Nothing, while pages are rendered."""
        if _rendering.get():
            raise WriteWhileRendering(f"{model.__name__} was written while a page was rendered")
        return None

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool | None:
        """Both aliases are one database."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """Tables are made through ``default`` only."""
        return False if db == SNAPSHOT else None
