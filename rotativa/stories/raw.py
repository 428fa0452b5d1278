"""A body as the StreamField keeps it: plain JSON. What stands inside what is known here alone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import uuid4

Raw = Mapping[str, Any]
"""One block: its type, its value, its id."""

RICH = {"text": None, "factbox": "words"}
"""Kinds that hold rich text, with the name of the field where the block has several."""
LISTED = {"gallery": "pictures", "timeline": "moments"}
"""Kinds that hold a list of the same, with its field."""
NESTED = {"live": "body"}
"""Kinds that hold blocks of their own, with their field."""


def walk(blocks: Sequence[Raw]) -> Iterator[Raw]:
    """Every block, those inside an entry behind it."""
    for block in blocks:
        yield block
        if block["type"] in NESTED:
            yield from walk(inside(block))


def inside(block: Raw) -> list[Raw]:
    """The blocks inside a block."""
    return list((block["value"] or {}).get(NESTED[block["type"]]) or [])


def items(block: Raw) -> list[tuple[str, Any]]:
    """The items of a block that holds a list: the id of each, and its value."""
    listed = (block["value"] or {}).get(LISTED[block["type"]]) or []
    # A list that was never in an editor may hold bare values.
    wrapped = [one if isinstance(one, Mapping) and "value" in one else {"value": one} for one in listed]
    return [(str(one.get("id") or number), one["value"]) for number, one in enumerate(wrapped)]


def html_of(block: Raw) -> str:
    """The rich text of a block; empty where it has none."""
    if block["type"] not in RICH:
        return ""
    field, value = RICH[block["type"]], block["value"]
    return str((value if field is None else (value or {}).get(field)) or "")


def with_html(block: Raw, change: Callable[[str], str]) -> Any:
    """The value of a block that holds rich text, with that changed."""
    field = RICH[block["type"]]
    changed = change(html_of(block))
    return changed if field is None else {**(block["value"] or {}), field: changed}


def pictures_in(blocks: Sequence[Raw]) -> set[str]:
    """The pictures that a body uses: identities."""
    found = set()
    for block in walk(blocks):
        if block["type"] == "picture":
            found.add(str((block["value"] or {}).get("picture")))
        elif block["type"] == "gallery":
            found |= {str(value.get("picture")) for _id, value in items(block)}
    return found


def passages_in(blocks: Sequence[Raw]) -> set[str]:
    """The passages of background that these blocks use."""
    return {str(block["value"]) for block in walk(blocks) if block["type"] == "context" and block["value"]}


def documents_in(blocks: Sequence[Raw]) -> set[str]:
    """The documents that a body offers: identities."""
    return {str((block["value"] or {}).get("document")) for block in walk(blocks) if block["type"] == "document"}


def named(block: Raw, change: Callable[[str], str]) -> dict[str, Any]:
    """The block with an id, and so are all in it; ``change`` sees its rich text."""
    kind, value = block["type"], block["value"]
    if kind in RICH:
        value = with_html(block, change)
    elif kind in LISTED:
        listed = [{"type": "item", "id": _id(one), "value": _value(one)} for one in value.get(LISTED[kind]) or []]
        value = {**value, LISTED[kind]: listed}
    elif kind in NESTED:
        value = {**value, NESTED[kind]: [named(one, change) for one in inside(block)]}
    return {"id": _id(block), "type": kind, "value": value}


def _id(one: Any) -> str:
    return str((isinstance(one, Mapping) and one.get("id")) or uuid4())


def _value(one: Any) -> Any:
    return one["value"] if isinstance(one, Mapping) and "value" in one else one
