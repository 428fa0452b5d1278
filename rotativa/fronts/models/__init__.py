from rotativa.fronts.models.fronts import Front, PictureUse, PublishedFront
from rotativa.fronts.models.navigation import NavigationVersion
from rotativa.fronts.models.pages import MACHINE_TYPES, POLICIES, PageKind, PageSnapshot, PageState, PageText, PlainPage

__all__ = [
    "MACHINE_TYPES",
    "POLICIES",
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
