"""A translation of the demo keeps the names of what it translates, so that both can be read side by side."""

import re
from typing import Any

from rotativa.demo.blocks import Block
from rotativa.demo.bodies import Shelf
from rotativa.demo.body_reader import BodyReader
from rotativa.demo.sheets import Sheet
from rotativa.stories import raw, richtext
from rotativa.stories.emptying import emptied

TEXT = """{0} one.

{0} two.

## {0} subhead

[timeline: {0}]
1999: {0} begins
2012: {0} ends

[table: {0}]
| {0} | # {0} |
| {0} | 1 |

[factbox: {0}]
{0} point.
{0} other point.

[gallery: {0}]
port.png: {0}

[live: 2022-06-28 14:05] {0}

{0} happens.
"""


def body_in(word: str) -> tuple[Block, ...]:
    return BodyReader(Sheet("tide", TEXT), "en").body(Sheet("tide", TEXT.format(word)).parts()[0].chunks)


def names_in(blocks: list[Any]) -> list[str]:
    return re.findall(r"(?:data-block-key=.|'id': .)([\w-]+)", str(blocks))


def test_a_translation_has_its_own_words_under_the_names_of_the_original() -> None:
    shelf = Shelf(pictures={"port.png": 7})
    original = [raw.named(block, richtext.with_keys) for block in shelf.body(body_in("Tide"))]
    translated = shelf.filled(emptied(original, ("UTC", "UTC")), body_in("Marea"))
    assert len(names_in(original)) == 7 + 2 + 2 + 2 + 1 + 2, "blocks, and what has a name inside them"
    assert names_in(translated) == names_in(original)
    assert "Tide" not in str(translated)
    assert str(translated).replace("Marea", "Tide") == str(original)
