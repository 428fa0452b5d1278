"""What a translation begins with: the structure of an original, without its words."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rotativa.kit import days
from rotativa.stories import raw, richtext
from rotativa.stories.raw import Raw

KEPT: Mapping[str, tuple[str, ...]] = {
    "quote": (),
    "statement": ("when", "original_words", "original_language"),
    "picture": ("picture",),
    "gallery": (),
    "timeline": (),
    "table": ("heads",),
    "factbox": (),
    "document": ("document",),
    "embed": ("address", "kind", "language", "transcript"),
    "live": ("day", "time", "is_last"),
}
"""The fields that are the same in every edition: what was said and when, what is shown; no word to be translated."""
KEPT_OF_AN_ITEM: Mapping[str, tuple[str, ...]] = {"gallery": ("picture",), "timeline": ("when", "until")}


def emptied(blocks: Sequence[Raw], clocks: tuple[str, str]) -> list[Raw]:
    """The blocks with their ids and without their words. ``clocks`` are the zones of the original and of the other."""
    return [{**block, "value": _value(block, clocks)} for block in blocks]


def _value(block: Raw, clocks: tuple[str, str]) -> Any:
    kind, value = block["type"], block["value"]
    if kind == "subhead":
        return ""
    if kind == "text":
        return richtext.emptied(value or "")
    if kind not in KEPT:
        return value  # a READ link leads to the same story in every edition
    kept = {name: (value.get(name) if name in KEPT[kind] else "") for name in value}
    return _SPECIAL.get(kind, _plain)(kept, block, clocks)


def _plain(kept: dict[str, Any], _block: Raw, _clocks: tuple[str, str]) -> dict[str, Any]:
    return kept


def _listed(kept: dict[str, Any], block: Raw, _clocks: tuple[str, str]) -> dict[str, Any]:
    same = KEPT_OF_AN_ITEM[block["type"]]
    items = [
        {
            "type": "item",
            "id": key,
            "value": {name: (value.get(name) if name in same else "") for name in value},
        }
        for key, value in raw.items(block)
    ]
    return {**kept, raw.LISTED[block["type"]]: items}


def _table(kept: dict[str, Any], block: Raw, _clocks: tuple[str, str]) -> dict[str, Any]:
    """Headings and words are written anew; figures are what they are."""
    table = block["value"].get("table") or {"columns": [], "rows": []}
    figures = [column["type"] == "number" for column in table["columns"]]
    rows = [
        {"values": [cell if same else "" for cell, same in zip(row["values"], figures, strict=True)]}
        for row in table["rows"]
    ]
    columns = [{**column, "heading": ""} for column in table["columns"]]
    return {**kept, "table": {"columns": columns, "rows": rows, "caption": ""}}


def _factbox(kept: dict[str, Any], block: Raw, _clocks: tuple[str, str]) -> dict[str, Any]:
    return {**kept, "words": richtext.emptied(raw.html_of(block))}


def _live(kept: dict[str, Any], block: Raw, clocks: tuple[str, str]) -> dict[str, Any]:
    """The same moment, by the clocks of the other edition."""
    there, here = (ZoneInfo(zone) for zone in clocks)
    if kept.get("day") and kept.get("time"):
        said = datetime.fromisoformat(f"{kept['day']}T{kept['time']}")
        if days.is_everywhere(said.date()):
            moment = said.replace(tzinfo=there).astimezone(here)
            kept = {**kept, "day": moment.date().isoformat(), "time": moment.time().isoformat()}
    return {**kept, "body": emptied(raw.inside(block), clocks)}


_SPECIAL: Mapping[str, Callable[[dict[str, Any], Raw, tuple[str, str]], dict[str, Any]]] = {
    "gallery": _listed,
    "timeline": _listed,
    "table": _table,
    "factbox": _factbox,
    "live": _live,
}
