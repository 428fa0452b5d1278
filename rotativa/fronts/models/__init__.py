from rotativa.fronts.models.fronts import Front, PictureUse, PublishedFront
from rotativa.fronts.models.navigation import NavigationVersion
from rotativa.fronts.models.pages import PageKind, PageSnapshot, PageState, PageText, PlainPage

__all__ = [
    "Front",
    "NavigationVersion",
    "PageKind",
    "PageSnapshot",
    "PageState",
    "PageText",
    "PictureUse",
    "PlainPage",
    "PublishedFront",
]
