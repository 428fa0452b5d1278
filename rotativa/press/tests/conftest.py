from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from rotativa.press.models import Kind, Mark
from rotativa.press.registry import Registry
from rotativa.press.store import Store
from rotativa.press.tests import theme
from rotativa.press.verifying import Report, verify
from rotativa.press.work import Counts, Worker


@dataclass
class Press:
    """A press over the fake theme, with a tree of its own."""

    root: Path
    registry: Registry = field(default_factory=theme.registry)

    def __post_init__(self) -> None:
        self.store = Store(self.root)

    def worker(self, name: str = "worker") -> Worker:
        return Worker(self.registry, Store(self.root, name), name)

    def work(self) -> Counts:
        return self.worker().until_done()

    def page(self, path: str, kind: Kind = Kind.PAGE) -> str | None:
        content = self.store.read(path, kind)
        return None if content is None else content.decode()

    def verify(self) -> Report:
        return verify(self.registry, self.store)

    def come_to_rest(self) -> None:
        """Prints what waits, though somebody stopped in the middle or was to try later; then every file is right."""
        Mark.objects.update(worker="", lease_until=None, retry_at=None)
        self.work()
        assert not Mark.objects.exists()
        report = self.verify()
        assert report.clean, report.findings


@pytest.fixture
def press(separate_database: Any, tmp_path: Path) -> Press:
    """A press with real commits, and a real second connection behind ``print``."""
    return Press(tmp_path / "tree")
