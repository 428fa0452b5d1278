"""The kinds of address that readers can ask for."""

from rotativa.press.registry import Surface
from rotativa.reader.surfaces.article import ArticleSurface
from rotativa.reader.surfaces.days import DaySurface
from rotativa.reader.surfaces.editions import EditionsSurface
from rotativa.reader.surfaces.front import FrontSurface
from rotativa.reader.surfaces.lists import ListSurface, MonthSurface
from rotativa.reader.surfaces.machines import (
    ManifestSurface,
    RobotsSurface,
    SitemapIndexSurface,
    SitemapSurface,
)
from rotativa.reader.surfaces.messages import GoneSurface, NotFoundSurface, UnavailableSurface
from rotativa.reader.surfaces.patterns import PatternSurface
from rotativa.reader.surfaces.plain import PlainSurface

MONTHLY = (FrontSurface, ListSurface)
"""Of these, each page has one of each month below it."""


def all_surfaces() -> tuple[Surface, ...]:
    """Every surface of the theme."""
    return (
        ArticleSurface(),
        FrontSurface(),
        ListSurface("section"),
        ListSurface("kind"),
        ListSurface("topic"),
        ListSurface("author"),
        MonthSurface(),
        DaySurface(),
        PlainSurface(),
        EditionsSurface("editions", "/"),
        EditionsSurface("lost", "/404.html", "404"),
        EditionsSurface("closed", "/503.html", "503"),
        NotFoundSurface(),
        GoneSurface(),
        UnavailableSurface(),
        SitemapIndexSurface(),
        SitemapSurface(),
        RobotsSurface(),
        ManifestSurface(),
        PatternSurface(),
    )
