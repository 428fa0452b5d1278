"""What machines read: sitemaps, where they may go, and what an edition is called on a home screen."""

from dataclasses import dataclass

from rotativa.reader.pages.frame import Alternate


@dataclass(frozen=True)
class SitemapIndex:
    """The sitemaps of all editions, as absolute addresses."""

    sitemaps: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One article and the articles of the same story in all editions, itself included."""

    address: str
    alternates: tuple[Alternate, ...]


@dataclass(frozen=True)
class Sitemap:
    """The articles that one edition published first in one month."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Icon:
    """One raster of the newsroom's sign."""

    path: str
    size: str  # "192x192"


@dataclass(frozen=True)
class Manifest:
    """An edition as somebody keeps it on their home screen."""

    name: str
    description: str  # its motto; the edition's language where it has none
    language: str
    direction: str
    front: str
    icons: tuple[Icon, ...]
    ground: str  # colour behind it while it opens


@dataclass(frozen=True)
class Robots:
    """Where robots may go, and where the sitemap is."""

    sitemap: str
