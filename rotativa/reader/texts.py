"""The words of the theme itself, in the language of the page: gettext catalogues, read when first needed.

English is the source. A language has a complete catalogue (a test holds that) or none; where it has none the words are
English, and ``language`` says so, so that pages can mark them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parent / "locale"
SOURCE = "en"


@dataclass(frozen=True)
class Words:
    """The theme's words in one language."""

    language: str  # the tag of the language they are in
    are_foreign: bool  # whether that is another language than the page's
    catalogue: NullTranslations

    def __call__(self, message: str, **values: object) -> str:
        """A text, with its values put in."""
        text = self.catalogue.gettext(message)
        return text % values if values else text

    def many(self, one: str, other: str, number: int, **values: object) -> str:
        """A text that depends on a number."""
        return self.catalogue.ngettext(one, other, number) % values


@lru_cache
def words_for(tag: str) -> Words:
    """The words for pages in this language."""
    for name in _nearest(tag):
        if name == SOURCE:
            return Words(tag, are_foreign=False, catalogue=NullTranslations())
        path = LOCALE / f"{name}.po"
        if path.is_file():
            return Words(tag, are_foreign=False, catalogue=_catalogue(path))
    return Words(SOURCE, are_foreign=True, catalogue=NullTranslations())


def _nearest(tag: str) -> Iterator[str]:
    subtags = tag.split("-")
    for length in range(len(subtags), 0, -1):
        yield "-".join(subtags[:length])


def _catalogue(path: Path) -> GNUTranslations:
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source))
    compiled.seek(0)
    return GNUTranslations(compiled)
