"""Finds elements by the few CSS selectors that tests need: tag, class, attribute, one inside another, this or that."""

import re
from functools import reduce
from typing import Any

from lxml import html

_PART = re.compile(r"(?P<tag>^[\w-]+)|\.(?P<name>[\w-]+)|\[(?P<attribute>[\w-]+)(?:=(?P<value>[^\]]+))?\]")


class Found:
    """A page, or a part of one."""

    def __init__(self, element: Any) -> None:  # lxml's elements carry no types
        self.element = element

    @classmethod
    def page(cls, text: str) -> "Found":
        """The root of a page."""
        return cls(html.document_fromstring(text))

    def __call__(self, selector: str) -> list["Found"]:
        """What the selector finds below here, in the order of the page."""
        paths = [_path(one) for one in selector.split(",")]
        return [Found(element) for element in self.element.xpath(" | ".join(paths))]

    def first(self, selector: str) -> "Found":
        """The first one. Raises ``LookupError`` where there is none."""
        found = self(selector)
        if not found:
            raise LookupError(selector)
        return found[0]

    def __getitem__(self, attribute: str) -> str:
        """An attribute; empty where there is none."""
        return str(self.element.get(attribute, ""))

    @property
    def text(self) -> str:
        """All words below, with single blanks."""
        return " ".join(str(self.element.text_content()).split())


def _path(selector: str) -> str:
    steps = re.sub(r"\s*>\s*", " >", selector.strip()).split()
    return reduce(
        lambda path, step: path + ("/" if step.startswith(">") else "//") + _step(step.lstrip(">")), steps, "."
    )


def _step(step: str) -> str:
    tag, conditions = "*", []
    for part in _PART.finditer(step):
        if part["tag"]:
            tag = part["tag"]
        elif part["name"]:
            conditions.append(f'contains(concat(" ", normalize-space(@class), " "), " {part["name"]} ")')
        else:
            conditions.append(f'@{part["attribute"]}="{part["value"]}"' if part["value"] else f"@{part['attribute']}")
    return tag + "".join(f"[{condition}]" for condition in conditions)
