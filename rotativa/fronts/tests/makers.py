"""Plain pages and navigations for tests, built through the verbs that people use."""

from rotativa.fronts.actions.add_page import add_page
from rotativa.fronts.actions.name_page import name_page
from rotativa.fronts.actions.publish_page import publish_page
from rotativa.fronts.actions.save_page import save_page
from rotativa.fronts.models import PlainPage
from rotativa.stories.tests.makers import ACTOR, paragraphs


class Writer:
    """Somebody who may write and not publish."""

    actor_id, actor_name = "user:7", "Irene Prado"

    def may(self, verb: str, edition: str = "", own: bool = False) -> bool:
        return verb == "page.write" and edition in ("", "en")


def write_page(page: PlainPage, edition: str, title: str, *texts: str) -> None:
    """Writes a plain page in an edition; readers have nothing of it."""
    name_page(ACTOR, page, edition, name=title)
    save_page(ACTOR, page, edition, body=[paragraphs(*(texts or ("Four newsrooms, one paper.",)))])


def make_page(title: str = "Who we are", edition: str = "en", kind: str = "about") -> PlainPage:
    """A plain page that readers of one edition have."""
    page = add_page(ACTOR, kind)
    write_page(page, edition, title)
    publish_page(ACTOR, page, edition)
    return page
