"""The act on the theme's own words: an upgrade brings other translations, and everything is printed again."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from rotativa.kit.hashing import fingerprint
from rotativa.press.registry import registry
from rotativa.reader import texts
from tests.acts.newsroom import Newsroom
from tests.acts.verbs import act

SHIPPED = texts.LOCALE
SOME = 12
"""Texts that an upgrade words otherwise; of so many, pages show some."""


@act(1)
def change_the_words_of_the_theme(room: Newsroom) -> bool:
    if room.catalogues is None:
        return False
    code = room.dice.choice(sorted(path.stem for path in SHIPPED.glob("*.po")))
    known = [message.id if isinstance(message.id, str) else message.id[0] for message in _shipped(code) if message.id]
    reword(room.catalogues, code, {text: room.words(code, 1) for text in room.dice.sample(known, k=SOME)})
    return True


def reword(folder: Path, code: str, added: Mapping[str, str]) -> None:
    """Adds a word to these texts in one language; all others, what was reworded before too, are as they are shipped."""
    catalogue = _shipped(code)
    for text, word in added.items():
        message = catalogue[text]
        forms = message.string
        message.string = f"{forms} {word}" if isinstance(forms, str) else tuple(f"{form} {word}" for form in forms)
    with (folder / f"{code}.po").open("wb") as reworded:
        write_po(reworded, catalogue)
    texts.words_for.cache_clear()  # as in a new process


def _shipped(code: str) -> Catalog:
    with (SHIPPED / f"{code}.po").open("rb") as source:
        return read_po(source)


@contextmanager
def catalogues_in(folder: Path) -> Iterator[Path]:
    """While open, the theme takes its words from here, and every change of them makes another build."""
    copytree(SHIPPED, folder)
    shipped = registry.build

    def build() -> str:
        return fingerprint((shipped(), tuple(path.read_bytes() for path in sorted(folder.glob("*.po"))))).hex()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "LOCALE", folder)
        patch.setattr(registry, "build", build)
        yield folder
    texts.words_for.cache_clear()
