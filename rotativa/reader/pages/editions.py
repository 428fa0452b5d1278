"""``/``, where readers choose an edition, and the page for addresses that belong to none."""

from dataclasses import dataclass

from rotativa.reader.pages.frame import Assets, Head, Link, Stamp, Wordmark


@dataclass(frozen=True)
class Column:
    """One edition, in its own language, script and direction."""

    language: str
    direction: str
    script: str
    name: str
    edition: str  # the language's own name
    motto: str
    path: str
    day: Stamp | None
    headlines: tuple[Link, ...]


@dataclass(frozen=True)
class EditionsPage:
    """The editions side by side. The page is in the language of the first; each column is in its own."""

    language: str
    direction: str
    script: str
    names: tuple[str, ...]  # of the publication, each spelling once
    wordmarks: tuple[Wordmark, ...]
    columns: tuple[Column, ...]
    assets: Assets
    head: Head
    is_demonstration: bool
    error: str  # 404 or 503, where this is an answer for what belongs to no edition; else empty
