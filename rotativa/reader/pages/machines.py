"""What machines read: sitemaps, and where they may go."""

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
class Robots:
    """Where robots may go, and where the sitemap is."""

    sitemap: str
