"""How plain pages are named: their address is given when readers get the page, and not before."""

from rotativa.editions.naming import Naming
from rotativa.fronts.models.pages import PageState, PageText

PAGES = Naming(PageText, "page", stands=lambda row: row.state == PageState.OUT)
