"""What the newsroom of the demo says of itself: the plain pages in ``content/pages/``, and the foot of every page.

A file has a line ``kind: about``, and for each edition ``=== en``, a slug, a title, an empty line, and the text:
paragraphs, ``## subheads``, lists of lines that begin with ``- ``, and links to addresses: ``[words](mailto:…)``.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from rotativa.addresses.queries import owner
from rotativa.demo.errors import ContentError
from rotativa.demo.publishing import Desk
from rotativa.editions.models import Edition
from rotativa.fronts.actions.add_page import add_page
from rotativa.fronts.actions.name_page import name_page
from rotativa.fronts.actions.publish_navigation import publish_navigation
from rotativa.fronts.actions.publish_page import publish_page
from rotativa.fronts.actions.save_page import save_page
from rotativa.fronts.models import PageKind, PageText, PlainPage
from rotativa.fronts.queries import navigation_now
from rotativa.fronts.values import Entry, FootList, Navigation
from rotativa.kit.slugs import why_not
from rotativa.kit.things import identity_of
from rotativa.staff.models import User
from rotativa.stories.drafting import RawBlock
from rotativa.topics.models import Topic

CONTENT = Path(__file__).parent / "content"

_EDITION = re.compile(r"^=== (\S+)$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\(((?:https|mailto):[^)\s]+)\)")


@dataclass(frozen=True)
class PageVersion:
    """A plain page in one edition."""

    edition: str
    slug: str
    title: str
    body: tuple[RawBlock, ...]


@dataclass(frozen=True)
class PagePlan:
    """A plain page in all its editions, by the name of its file."""

    name: str
    kind: str
    versions: tuple[PageVersion, ...]


@dataclass(frozen=True)
class ListPlan:
    """A list of the foot: its heading by edition, and where it leads."""

    title: Mapping[str, str]
    entries: tuple[str, ...]


def read_pages(folder: Path = CONTENT / "pages") -> tuple[PagePlan, ...]:
    """The plain pages, in the order of their names. Raises ``ContentError``."""
    return tuple(_page(path) for path in sorted(folder.glob("*.txt")))


def read_foot(path: Path = CONTENT / "navigation.toml") -> tuple[ListPlan, ...]:
    """The lists of the foot."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(ListPlan(one["title"], tuple(one["entries"])) for one in raw["list"])


def faults(pages: Sequence[PagePlan], foot: Sequence[ListPlan], codes: Sequence[str]) -> Iterator[str]:
    """What does not fit, in sentences that say where."""
    for page in pages:
        missing = [code for code in codes if code not in {version.edition for version in page.versions}]
        if missing:
            yield f"{page.name}: it is not written in {', '.join(missing)}"
        for version in page.versions:
            if wrong := why_not(version.slug):
                yield f"{page.name}, {version.edition}: slug “{version.slug}”: {wrong}"
    known = {f"page:{page.name}" for page in pages}
    for one in foot:
        yield from (f"navigation: no heading in {code}" for code in codes if code not in one.title)
        wanted = {entry for entry in one.entries if entry.startswith("page:")}
        yield from (f"navigation: there is no “{entry}”" for entry in sorted(wanted - known))


def publish_pages(
    plans: Sequence[PagePlan], editions: Mapping[str, Edition], at: Mapping[str, Desk]
) -> Mapping[str, PlainPage]:
    """Publishes what was never public, each edition by its own people; gives the pages by the names of their files."""
    return {plan.name: _published(plan, editions, at) for plan in plans}


def publish_foot(
    foot: Sequence[ListPlan],
    editor: User,
    codes: Sequence[str],
    pages: Mapping[str, PlainPage],
    topics: Mapping[str, Topic],
) -> None:
    """Publishes the navigation of every edition that has none."""
    for code in codes:
        if navigation_now(code).number:
            continue
        lists = tuple(
            FootList(one.title[code], tuple(_entry(entry, pages, topics) for entry in one.entries)) for one in foot
        )
        publish_navigation(editor, code, Navigation(foot=lists))


def _published(plan: PagePlan, editions: Mapping[str, Edition], at: Mapping[str, Desk]) -> PlainPage:
    holders = [owner(f"/{editions[one.edition].prefix}/{one.slug}/") for one in plan.versions]
    known = next((holder for holder in holders if holder is not None), None)
    begun = PageText.objects.filter(name=plan.versions[0].title, page__kind=plan.kind).first()
    page = PlainPage.objects.get(pk=identity_of(known)) if known else begun.page if begun else None
    if page is None:
        page = add_page(at[plan.versions[0].edition].reporter, plan.kind)
    out = set(PageText.objects.filter(page=page, snapshot__isnull=False).values_list("edition__code", flat=True))
    for version in plan.versions:
        if version.edition in out:
            continue
        desk = at[version.edition]
        name_page(desk.reporter, page, version.edition, name=version.title, slug=version.slug)
        save_page(desk.reporter, page, version.edition, body=version.body)
        publish_page(desk.editor, page, version.edition)
    return page


def _entry(named: str, pages: Mapping[str, PlainPage], topics: Mapping[str, Topic]) -> Entry:
    kind, _colon, key = named.partition(":")
    things: Mapping[str, Mapping[str, Any]] = {"page": pages, "topic": topics}
    return Entry(kind, str(things[kind][key].pk)) if key else Entry(kind)


def _page(path: Path) -> PagePlan:
    head, *parts = _EDITION.split(path.read_text(encoding="utf-8"))
    kind = head.strip().removeprefix("kind:").strip()
    if kind not in PageKind.values:
        raise ContentError(path.name, 1, f"“{kind}” is no kind of page; known: {', '.join(PageKind.values)}")
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return PagePlan(path.stem, kind, tuple(_version(path, code, text) for code, text in pairs))


def _version(path: Path, code: str, text: str) -> PageVersion:
    head, _blank, body = text.strip().partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    if set(fields) != {"slug", "title"} or not body:
        raise ContentError(path.name, 0, f"the edition “{code}” needs a slug, a title, an empty line, and its text")
    return PageVersion(code, fields["slug"], fields["title"], tuple(_blocks(body)))


def _blocks(body: str) -> Iterator[RawBlock]:
    """Subheads are blocks of their own; what stands between them is one."""
    html = ""
    for chunk in filter(None, (chunk.strip() for chunk in body.split("\n\n"))):
        if chunk.startswith("## "):
            if html:
                yield {"type": "text", "value": html}
            yield {"type": "subhead", "value": chunk.removeprefix("## ")}
            html = ""
        elif chunk.startswith("- "):
            html += f"<ul>{''.join(f'<li>{_inline(line[2:])}</li>' for line in chunk.splitlines())}</ul>"
        else:
            html += f"<p>{_inline(chunk)}</p>"
    yield {"type": "text", "value": html}


def _inline(words: str) -> str:
    return _LINK.sub(r'<a href="\2">\1</a>', escape(words, quote=False))
