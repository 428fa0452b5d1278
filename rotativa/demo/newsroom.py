"""The newsroom of the demo, from ``content/newsroom.toml``: editions, sections, kinds, topics, authors and logins."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from rotativa.demo.errors import ContentError

NEWSROOM = Path(__file__).parent / "content" / "newsroom.toml"

T = TypeVar("T")


@dataclass(frozen=True)
class EditionPlan:
    """An edition."""

    code: str
    name: str
    zone: str
    zone_label: str
    motto: str
    contact: str


@dataclass(frozen=True)
class Name:
    """What something is called in one edition, and where it stands there."""

    name: str
    slug: str = ""
    description: str = ""
    role: str = ""
    biography: str = ""
    contact: str = ""
    key: str = ""


@dataclass(frozen=True)
class Named:
    """A section, kind, topic or author, by its key in the file; ``type`` is a topic's, ``portrait`` an author's."""

    key: str
    names: Mapping[str, Name]
    type: str = ""
    portrait: str = ""


@dataclass(frozen=True)
class Login:
    """A person who may log in; no editions means all of them."""

    user: str
    name: str
    role: str
    editions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Newsroom:
    """All of it."""

    editions: tuple[EditionPlan, ...]
    sections: tuple[Named, ...]
    kinds: tuple[Named, ...]
    topics: tuple[Named, ...]
    authors: tuple[Named, ...]
    logins: tuple[Login, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the editions, in their order."""
        return tuple(edition.code for edition in self.editions)


def read_newsroom(path: Path = NEWSROOM) -> Newsroom:
    """The newsroom in this file. Raises ``ContentError``."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(path.name, 0, str(error)) from error
    editions = tuple(_made(path, EditionPlan, one, "edition") for one in raw.get("edition", ()))
    codes = [edition.code for edition in editions]
    return Newsroom(
        editions=editions,
        sections=_named(path, raw, "section", codes),
        kinds=_named(path, raw, "kind", codes),
        topics=_named(path, raw, "topic", codes),
        authors=_named(path, raw, "author", codes),
        logins=tuple(
            _made(path, Login, {**one, "editions": tuple(one.get("editions", ()))}, "login")
            for one in raw.get("login", ())
        ),
    )


def _named(path: Path, raw: Mapping[str, Any], kind: str, codes: list[str]) -> tuple[Named, ...]:
    return tuple(_one(path, f"{kind}.{key}", key, values, codes) for key, values in raw.get(kind, {}).items())


def _one(path: Path, where: str, key: str, values: Mapping[str, Any], codes: list[str]) -> Named:
    missing = [code for code in codes if code not in values]
    if missing:
        raise ContentError(path.name, 0, f"[{where}] has no name in {', '.join(missing)}")
    names = {}
    for code in codes:
        given = values[code]
        names[code] = _made(path, Name, {"name": given} if isinstance(given, str) else given, f"{where}, {code}")
    rest = {field: value for field, value in values.items() if field not in codes}
    return _made(path, Named, {"key": key, "names": names, **rest}, where)


def _made(path: Path, kind: type[T], values: Mapping[str, Any], where: str) -> T:
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]  # every kind here is a dataclass
    unknown = sorted(values.keys() - known)
    if unknown:
        raise ContentError(path.name, 0, f"[{where}] has “{', '.join(unknown)}”; known: {', '.join(sorted(known))}")
    try:
        return kind(**values)
    except TypeError as error:
        raise ContentError(path.name, 0, f"[{where}] lacks something: {error}") from error
