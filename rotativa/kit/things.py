"""Names of things.

Facts, facets, shelves and addresses speak of things by name: the kind, a colon, the identity (``article:12``). Where
only one edition's face of a thing is meant, the edition's code follows after an at sign (``topic:5@es``). A name holds
no words of a person, so it may stand in logs and in the press's tables.
"""

from typing import NewType

Thing = NewType("Thing", str)


def thing(kind: str, identity: object, edition: str = "") -> Thing:
    """The name of a thing: ``thing("topic", 5, "es")`` is ``topic:5@es``.

    Raises ``ValueError`` where a part holds a sign that separates parts.
    """
    ident = str(identity)
    if not kind or not ident or ":" in kind or "@" in kind or "@" in ident or "@" in edition:
        raise ValueError(f"no name for a thing: {kind!r}, {ident!r}, {edition!r}")
    return Thing(f"{kind}:{ident}@{edition}" if edition else f"{kind}:{ident}")


def kind_of(name: Thing) -> str:
    """``topic`` for ``topic:5@es``."""
    return name.partition(":")[0]


def identity_of(name: Thing) -> str:
    """``5`` for ``topic:5@es``."""
    return name.partition(":")[2].partition("@")[0]


def edition_of(name: Thing) -> str:
    """``es`` for ``topic:5@es``; empty where no edition is meant."""
    return name.partition("@")[2]


def whole(name: Thing) -> Thing:
    """The thing in all its editions: ``topic:5`` for ``topic:5@es``."""
    return Thing(name.partition("@")[0])
