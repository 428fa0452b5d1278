"""The reference says what the code does: every setting and every command, and no other."""

from rotativa.project import settings
from rotativa.project.environment import Declared
from rotativa.project.reference import pages, settings_page


def test_sample() -> None:
    stale = settings_page(settings.env.declared)
    forgotten = Declared("ROTATIVA_FORGOTTEN", "a word", "none", "Does what no page tells.")
    assert settings_page({**settings.env.declared, forgotten.name: forgotten}) != stale


def test_pages() -> None:
    for path, text in pages().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is not what the code declares: make fix"
