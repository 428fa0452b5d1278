"""What the editor sends of a text, looked at before Wagtail reads it.

Wagtail takes it for granted that its own editor wrote it. Anybody who may write can send something else, and so can a
paste from elsewhere: of three thousand lists in each other it died, and of a larger number it never ended.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from rotativa.kit.typed import number
from rotativa.stories.errors import InPart

DEEPEST = 10
"""So many lists may stand in each other; the editor itself makes four."""

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
    return json.dumps(state)


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
