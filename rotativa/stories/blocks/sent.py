"""What the editor sends of a text, looked at before Wagtail reads it.

Wagtail takes it for granted that its own editor wrote it. Anybody who may write can send something else, and so can a
paste from elsewhere: of three thousand lists in each other it died, and of a larger number it never ended.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from rotativa.kit.typed import number
from rotativa.stories.errors import InPart

DEEPEST = 10
"""So many lists may stand in each other; the editor itself makes four."""
STYLES = 20
"""So many styles a paragraph may have; the editor itself makes two."""
MOST_RANGES = 500
"""So many parts of a paragraph may be set apart, and as many linked: the time to read them grows with their square."""

_COUNTED = ("-count", "-order")
_LIST = re.compile(r"<(/?)(?:ul|ol)\b")


def require_counted(sent: Mapping[str, Any]) -> None:
    """Raises ``InPart`` unless the form says in numbers how many blocks it has, and in which order."""
    counted = (text for name, text in sent.items() if name.endswith(_COUNTED))
    if any(number(str(text)) is None for text in counted):
        raise InPart


def levelled(sent: str) -> str:
    """Rich text, which says of each paragraph how deep it stands in lists: what is too deep is one too deep.

    So much can be read, and is still to be refused. Raises ``InPart`` where it is nothing that an editor sends.
    """
    try:
        state = json.loads(sent)
    except (ValueError, RecursionError) as error:
        raise InPart from error
    if state is None:  # so the editor says that all words were deleted
        return sent
    paragraphs = state.get("blocks") if isinstance(state, Mapping) else None
    if not isinstance(paragraphs, list) or not all(isinstance(one, dict) for one in paragraphs):
        raise InPart
    for one in paragraphs:
        one["depth"] = _level(one.get("depth", 0))
        one["inlineStyleRanges"] = list(_joined(one.get("inlineStyleRanges", [])))
        links = one.get("entityRanges", [])
        if max(len(one["inlineStyleRanges"]), len(links) if isinstance(links, list) else 0) > MOST_RANGES:
            raise InPart
    return json.dumps(state)


def _joined(ranges: Any) -> Iterator[dict[str, Any]]:
    """Ranges of signs that are bold or italic, where each sign is in one of each style, as editors send them.

    At every sign its reader walks through all of those that lie over it: thousands took minutes, with the one lock
    on the database held.
    """
    if not isinstance(ranges, list):
        raise InPart
    spans: dict[str, list[tuple[int, int]]] = {}
    for one in ranges:
        match one:
            case {"offset": int(begin), "length": int(length), "style": str(style)}:
                spans.setdefault(style, []).append((begin, begin + length))
            case _:
                raise InPart
    if len(spans) > STYLES:
        raise InPart
    for style, several in spans.items():
        (begin, end), *rest = sorted(several)
        for first, last in rest:
            if first > end:
                yield {"offset": begin, "length": end - begin, "style": style}
                begin, end = first, last
            end = max(end, last)
        yield {"offset": begin, "length": end - begin, "style": style}


def _level(depth: Any) -> int:
    if not isinstance(depth, int) or depth < 0:
        raise InPart
    return min(depth, DEEPEST + 1)


def is_too_deep(html: str) -> bool:
    """Whether more lists stand in each other than may."""
    depth = 0
    for end in _LIST.findall(html):
        depth += -1 if end else 1
        if depth > DEEPEST:
            return True
    return False
