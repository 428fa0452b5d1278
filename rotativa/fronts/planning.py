"""The navigation as it is kept, and what it may be."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from rotativa.fronts.values import Entry, FootList, Navigation
from rotativa.kit.typed import number

MOST_IN_BAR, MOST_LISTS, MOST_IN_LIST = 14, 5, 20
"""The foot has room for five lists beside each other; more entries than these nobody reads."""

NAMED = ("section", "kind", "topic", "page")
"""Entries that lead to a thing of the newsroom, and are called as it is unless they have words of their own."""
OUTSIDE = "outside"
BY_THEMSELVES = ("front", "contact", "sections", "pages", "editions")
"""Entries that say by themselves where they lead."""
IN_BAR = ("sections", OUTSIDE, *NAMED, "front")
_SCHEMES = ("https://", "mailto:")


def navigation_to_json(navigation: Navigation) -> dict[str, Any]:
    """The navigation as plain JSON."""
    return asdict(navigation)


def navigation_from_json(plan: Mapping[str, Any]) -> Navigation:
    """The navigation again, equal to the one that was kept."""
    return Navigation(
        bar=tuple(Entry(**one) for one in plan["bar"]),
        foot=tuple(FootList(one["title"], tuple(Entry(**entry) for entry in one["entries"])) for one in plan["foot"]),
    )


def wrong(navigation: Navigation) -> dict[str, list[str]]:
    """What is wrong with a navigation, in words, by its part: ``bar``, ``foot``."""
    found = {"bar": list(_wrong_bar(navigation)), "foot": list(_wrong_foot(navigation))}
    return {part: sentences for part, sentences in found.items() if sentences}


def _wrong_bar(navigation: Navigation) -> Iterator[str]:
    if len(navigation.bar) > MOST_IN_BAR:
        yield _("The bar has %(count)s entries; it has room for %(most)s.") % {
            "count": len(navigation.bar),
            "most": MOST_IN_BAR,
        }
    if any(entry.kind not in IN_BAR for entry in navigation.bar):
        yield _("The bar has an entry that only the foot can have.")
    yield from _wrong_entries(navigation.bar)


def _wrong_foot(navigation: Navigation) -> Iterator[str]:
    if len(navigation.foot) > MOST_LISTS:
        yield _("The foot has %(count)s lists; it has room for %(most)s.") % {
            "count": len(navigation.foot),
            "most": MOST_LISTS,
        }
    for one in navigation.foot:
        if not one.title:
            yield _("A list of the foot has no heading.")
        if not one.entries:
            yield _("The list “%(title)s” of the foot has no entries.") % {"title": one.title}
        if len(one.entries) > MOST_IN_LIST:
            yield _("The list “%(title)s” has %(count)s entries; it has room for %(most)s.") % {
                "title": one.title,
                "count": len(one.entries),
                "most": MOST_IN_LIST,
            }
        yield from _wrong_entries(one.entries)


def _wrong_entries(entries: tuple[Entry, ...]) -> Iterator[str]:
    seen = set()
    for entry in entries:
        where = entry.kind, entry.target
        if where in seen:
            yield _("An entry leads where another one of its list leads: %(words)s.") % {"words": _called(entry)}
        seen.add(where)
        if entry.kind == OUTSIDE:
            yield from _wrong_outside(entry)
        elif entry.kind in NAMED and number(entry.target) is None:
            yield _("An entry leads nowhere: choose where.")
        elif entry.kind not in (*NAMED, *BY_THEMSELVES):
            yield _("There is no kind of entry “%(kind)s”.") % {"kind": entry.kind}


def _wrong_outside(entry: Entry) -> Iterator[str]:
    scheme = next((one for one in _SCHEMES if entry.target.startswith(one)), "")
    rest = entry.target.removeprefix(scheme)
    if not scheme or not rest or any(sign.isspace() for sign in rest):
        yield _("“%(address)s” is not an address that begins with https:// or mailto:.") % {"address": entry.target}
    if not entry.words:
        yield _("The link to %(address)s has no words for readers.") % {"address": entry.target}


def _called(entry: Entry) -> str:
    return entry.words or entry.target or entry.kind
