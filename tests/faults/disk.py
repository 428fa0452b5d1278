"""A disk with a volatile cache, played below one folder: a power cut forgets what was not synced.

Whatever this process does to names and files there (the store does it, tidying too) is done, and recorded beside.
POSIX promises little, and no more is played here: ``fsync`` of a file makes its bytes durable and not its name;
``fsync`` of a folder makes durable which names it has, not what lies deeper nor its own name in the folder above;
``syncfs`` makes all durable. Between names that were changed since, a power cut chooses.
"""

import errno
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

from rotativa.press import store

Told = Callable[[str, str], None]

MODES = ("nothing", "journal", "any", "everything")
"""What survives of changed names that were not synced: none; all up to some moment, as on a file system with a journal;
any of them, which is all that POSIX promises; all."""


@dataclass(eq=False)
class Node:
    """A file, or a folder with its names as they are durable and those that were changed since."""

    entries: "dict[str, Node] | None" = None
    changed: "list[tuple[int, str, Node | None]]" = field(default_factory=list)
    content: tuple[bytes, float] | None = None  # of a file as last synced, with its second


def _silent(_when: str, _operation: str) -> None:
    """Nobody wants to know."""


class Disk:
    """The recorder. ``told`` hears ``before`` and ``after`` each operation, and may raise: then it is refused."""

    def __init__(self, root: Path, told: Told = _silent) -> None:
        self.root = Path(os.path.abspath(root))  # noqa: PTH100 not resolved: as the store writes it
        self.told = told
        self._live: dict[str, Node] = {}
        self._clock = 0
        self.root.mkdir(parents=True, exist_ok=True)
        self._load()

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Inside, operations below the root are recorded."""
        with pytest.MonkeyPatch.context() as patch:
            for name in ("mkdir", "rmdir", "unlink", "remove", "replace", "rename", "link", "fsync", "fdatasync"):
                patch.setattr(os, name, self._recorder(name, getattr(os, name)))
            patch.setattr(os, "open", self._opener(os.open, lambda arguments: arguments[1] & os.O_CREAT))
            patch.setattr(io, "open", self._opener(io.open, lambda arguments: arguments[1:] and arguments[1][0] != "r"))
            patch.setattr(Path, "write_bytes", self._writer(Path.write_bytes))
            patch.setattr(store, "_sync_file_system", self._sync_all)
            yield

    def cut(self, dice: Random, mode: str) -> None:
        """The power fails and comes back: the folder has what a disk may have kept."""
        self.check()
        survives = self._survivors(dice, mode)
        kept = self._kept(self._live[""], "", survives, dice)
        for each in self.root.iterdir():
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        for name, content in kept.items():
            place = self.root / name
            if content is None:
                place.mkdir(parents=True, exist_ok=True)
                continue
            place.write_bytes(content[0])
            os.utime(place, (content[1], content[1]))
        self._load()

    def check(self) -> None:
        """Fails if something was done behind the recorder's back."""
        real = {str(each.relative_to(self.root)) for each in self.root.rglob("*")}
        known = set(self._live) - {""}
        assert known == real, f"not recorded: {sorted(known ^ real)[:9]}"

    def _load(self) -> None:
        """Takes what lies there for durable."""
        self._live = {"": Node({})}
        for place in sorted(self.root.rglob("*")):
            name = str(place.relative_to(self.root))
            node = Node({}) if place.is_dir() else Node(content=_read(place))
            self._live[name] = node
            above = self._above(name).entries
            assert above is not None
            above[place.name] = node

    def _above(self, name: str) -> Node:
        return self._live[os.path.dirname(name)]  # noqa: PTH120 names are text here

    def _name(self, place: Any, folder: int | None = None) -> str | None:
        """The name below the root; None for what lies elsewhere."""
        if isinstance(place, int):
            text = os.readlink(f"/proc/self/fd/{place}")  # noqa: PTH115 a link of the kernel's
        else:
            text = os.fspath(place)
            if folder is not None:
                text = f"{os.readlink(f'/proc/self/fd/{folder}')}/{text}"  # noqa: PTH115
        root = str(self.root)
        if text == root:
            return ""
        return text[len(root) + 1 :] if isinstance(text, str) and text.startswith(f"{root}/") else None

    def _change(self, name: str, node: Node | None) -> None:
        self._above(name).changed.append((self._clock, os.path.basename(name), node))  # noqa: PTH119
        if node is None:
            self._live.pop(name)
        else:
            self._live[name] = node

    def _recorder(self, kind: str, original: Callable[..., Any]) -> Callable[..., Any]:
        word = {"remove": "unlink", "replace": "rename", "fdatasync": "fsync"}.get(kind, kind)

        def recorded(place: Any, *more: Any, **options: Any) -> Any:
            name = self._name(place, options.get("dir_fd"))
            if name is None:
                return original(place, *more, **options)
            self.told("before", word)
            result = None if word == "fsync" else original(place, *more, **options)
            self._clock += 1
            self._note(word, name, more)
            self.told("after", word)
            return result

        return recorded

    def _note(self, word: str, name: str, more: tuple[Any, ...]) -> None:
        if word == "mkdir":
            self._change(name, Node({}))
        elif word in ("unlink", "rmdir"):
            self._change(name, None)
        elif word == "fsync":
            self._sync(name)
        else:
            target, node = self._name(more[0]), self._live[name]
            assert target is not None, f"{name} leaves the tree"
            assert node.entries is None, f"a folder is renamed: {name}"
            if word == "rename":
                self._change(name, None)
            self._change(target, node)

    def _opener(self, original: Callable[..., Any], makes: Callable[[tuple[Any, ...]], Any]) -> Callable[..., Any]:
        def opened(*arguments: Any, **options: Any) -> Any:
            name = self._name(arguments[0], options.get("dir_fd")) if makes(arguments) else None
            if name is None or name in self._live:
                return original(*arguments, **options)
            self.told("before", "write")
            result = original(*arguments, **options)
            self._clock += 1
            self._change(name, Node())
            return result

        return opened

    def _writer(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def written(place: Path, content: bytes) -> Any:
            if self._name(place) is None:
                return original(place, content)
            try:
                result = original(place, content)
            except OSError as error:
                if error.errno == errno.ENOSPC:  # some of it had room
                    with pytest.MonkeyPatch.context() as patch:
                        patch.setattr(self, "told", _silent)
                        original(place, content[: len(content) // 2])
                raise
            self.told("after", "write")
            return result

        return written

    def _sync_all(self, _folder: Path) -> bool:
        self.told("before", "syncfs")
        for name in list(self._live):
            self._sync(name)
        self.told("after", "syncfs")
        return True

    def _sync(self, name: str) -> None:
        node = self._live.get(name)
        if node is None:
            return  # its name is gone: its bytes concern nobody
        if node.entries is None:
            node.content = _read(self.root / name)
            return
        for _, entry, new in node.changed:
            _set(node.entries, entry, new)
        node.changed.clear()

    def _survivors(self, dice: Random, mode: str) -> Callable[[Node, int, str], bool]:
        if mode == "journal":
            folders = [node for node in self._live.values() if node.entries is not None]
            last = dice.choice([-1, *sorted({clock for each in folders for clock, _, _ in each.changed})])
            return lambda _folder, clock, _name: clock <= last
        if mode == "any":
            chosen: dict[tuple[int, str], int] = {}

            def chance(folder: Node, clock: int, name: str) -> bool:
                times = [each for each, entry, _ in folder.changed if entry == name]
                return clock <= chosen.setdefault((id(folder), name), dice.choice([-1, *times]))

            return chance
        return lambda _folder, _clock, _name: mode == "everything"

    def _kept(
        self, folder: Node, above: str, survives: Callable[[Node, int, str], bool], dice: Random
    ) -> dict[str, tuple[bytes, float] | None]:
        entries = dict(folder.entries or {})
        for clock, name, node in folder.changed:
            if survives(folder, clock, name):
                _set(entries, name, node)
        kept: dict[str, tuple[bytes, float] | None] = {}
        for name, node in entries.items():
            if node.entries is None:
                kept[above + name] = node.content or (self._torn(node, dice), 1.0)
            else:
                kept[above + name] = None
                kept |= self._kept(node, f"{above}{name}/", survives, dice)
        return kept

    def _torn(self, node: Node, dice: Random) -> bytes:
        """What may be found in a file whose bytes were never synced."""
        names = [name for name, each in self._live.items() if each is node]
        raw = (self.root / names[0]).read_bytes() if names else b""
        return dice.choice([b"", raw[: len(raw) // 2], bytes(len(raw))])


def _set(entries: dict[str, Node], name: str, node: Node | None) -> None:
    if node is None:
        entries.pop(name, None)
    else:
        entries[name] = node


def _read(place: Path) -> tuple[bytes, float]:
    return place.read_bytes(), place.stat().st_mtime
