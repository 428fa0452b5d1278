"""When the pages of a story were printed, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from rotativa.addresses import queries as addresses
from rotativa.desk.queries.stories import Cell, cells_of
from rotativa.kit.things import thing
from rotativa.press import queries
from rotativa.press.queries import Entry, Failed

MOST = 8


@dataclass(frozen=True)
class PrintedPage:
    """The page of a story in one edition."""

    edition: str
    cell: Cell
    path: str  # empty where it is not public now
    entries: tuple[Entry, ...]
    failing: Failed | None  # could not be printed


def pages_of(story: UUID) -> tuple[PrintedPage, ...]:
    """The pages of a story, with the newest lines of the printed log."""
    cells = cells_of(story)
    paths = _paths(cells.values())
    failing = queries.failing(paths.values())
    return tuple(
        PrintedPage(code, cell, path, queries.log_of(path, MOST) if path else (), failing.get(path))
        for code, cell in cells.items()
        for path in (paths.get(cell.article, ""),)
    )


def last_prints(cells: Iterable[Cell]) -> Mapping[int, Entry]:
    """When these articles were printed last, by article. Three queries, however many they are."""
    paths = _paths(cells)
    last = queries.last_of(paths.values()) if paths else {}
    return {article: last[path] for article, path in paths.items() if path in last}


def _paths(cells: Iterable[Cell]) -> Mapping[int, str]:
    articles: dict[str, int] = {thing("article", cell.article): cell.article for cell in cells}
    return {articles[name]: path for name, path in addresses.current_paths(articles).items()}
