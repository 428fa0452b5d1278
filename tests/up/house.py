"""A small newsroom, printed, to be served and then damaged; and what every reader must get from it all the while."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from gzip import decompress
from pathlib import Path
from urllib.parse import quote

import pytest

from rotativa.addresses.queries import current_paths
from rotativa.kit.things import thing
from rotativa.press.resting import is_at_rest
from rotativa.press.work import work_until_done
from rotativa.stories.actions.move import move
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.start_story import start_story
from rotativa.stories.actions.withdraw import withdraw
from tests.acts.newsroom import Newsroom as Room
from tests.support.newsroom import OK, Newsroom

MOVED, NOT_FOUND, GONE, UNAVAILABLE = 301, 404, 410, 503
PATIENCE = 40.0
"""Seconds after which something that has to happen will not."""

Answers = dict[str, tuple[int, bytes]]


@dataclass(frozen=True)
class House:
    """The newsroom as this test acts on it, and as other processes serve it."""

    served: Newsroom
    room: Room
    moved: str
    withdrawn: str

    @property
    def log(self) -> str:
        """What the supervisor and its children said."""
        return self.served.log.read_text(errors="replace")

    def publish(self, headline: str, edition: str = "en") -> str:
        """Publishes a new article from this process; gives its path."""
        return path_of(new_article(self.room, headline, edition))

    def expected(self) -> Answers:
        """What readers must get now: every page of the tree, former addresses, withdrawn ones, and nothing."""
        tree = self.served.tree
        pages = {_path_of(file, tree): (OK, decompress(file.read_bytes())) for file in tree.rglob("index.html.gz")}
        assert len(pages) > 20, "a newsroom without pages proves nothing"
        return {
            **pages,
            "/sitemap.xml": (OK, decompress((tree / "sitemap.xml.gz").read_bytes())),
            self.moved: (MOVED, (tree / f".{self.moved}.moved").read_bytes()),
            self.withdrawn: (GONE, decompress((tree / "en/410.html.gz").read_bytes())),
            "/es/nothing/": (NOT_FOUND, decompress((tree / "es/404.html.gz").read_bytes())),
        }

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and bytes of a path in any script."""
        return self.served.get(quote(path))

    def assert_read(self, expected: Answers, within: float = 5.0) -> None:
        """Readers get exactly this, and soon."""
        started = time.monotonic()
        answers = {path: self.get(path) for path in expected}
        assert not [path for path, answer in answers.items() if answer != expected[path]]
        assert time.monotonic() - started < within

    def desk(self) -> tuple[int, str]:
        """What an editor gets from the desk's door, which asks the database."""
        status, page = self.served.get("/desk/login/")
        return status, page.decode()

    def assert_honest(self, status: int) -> None:
        """The desk says that it cannot work, within seconds, and shows nothing of its inside."""
        started = time.monotonic()
        answered, page = self.desk()
        assert time.monotonic() - started < 10
        assert answered == status
        assert "Readers notice nothing" in page or "can still be read" in page
        assert "Traceback" not in page
        assert "Error" not in page

    def wait_for_page(self, path: str) -> None:
        """Waits until readers get this page, and everything else that goes with it is printed."""
        wait_until(lambda: self.get(path)[0] == OK, f"{path} is printed", self)
        wait_until(is_at_rest, "the press is at rest", self)

    def wait_for_desk(self) -> None:
        """Waits until the desk answers as on a healthy day: it shows its door."""
        wait_until(lambda: self.served.get("/desk/login/")[0] == OK, "the desk answers", self)


def open_house(served: Newsroom, room: Room) -> House:
    """Some articles, one of them at its second address, one withdrawn; all of it printed."""
    for edition in room.editions:
        new_article(room, room.words(edition), edition)
    article = new_article(room, "Ferry strike")
    former = path_of(article)
    move(room.actor, article, "night-ferry-strike")
    article = new_article(room, "Never again")
    withdrawn = path_of(article)
    withdraw(room.actor, article, reason="A drill.")
    assert not work_until_done().failed
    return House(served, room, former, withdrawn)


def without_lists(expected: Answers) -> Answers:
    """The articles among these, which the publication of another one does not change."""
    return {path: answer for path, answer in expected.items() if path.count("/") > 5}


def new_article(room: Room, headline: str, edition: str = "en") -> int:
    """Publishes an article; gives its number."""
    body = [{"type": "text", "value": f"<p>{room.words(edition, 12)}.</p>"}]
    section, topics = room.sections[0].pk, [topic.pk for topic in room.topics[:2]]
    article = start_story(room.actor, edition, headline=headline, section=section, topics=topics, body=body)
    publish(room.actor, article.pk)
    return int(article.pk)


def path_of(article: int) -> str:
    """Where an article is now."""
    name = thing("article", article)
    return current_paths([name])[name]


def wait_until(so: Callable[[], bool], what: str, house: House | None = None) -> None:
    """Waits for something that has to happen by itself; a connection that is refused meanwhile is no answer."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if so():
                return
        except OSError:
            pass  # nobody listens at this moment
        time.sleep(0.1)
    pytest.fail(f"It did not happen that {what}.\n{house.log[-3000:] if house else ''}")


def _path_of(file: Path, tree: Path) -> str:
    folder = file.parent.relative_to(tree).as_posix()
    return "/" if folder == "." else f"/{folder}/"
