import pytest

from rotativa.kit.blank import is_blank, shown


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "\u200f\u2066\u2069", "\ufeff\u00ad", "\u2800\u3164", "\ufe0f"])
def test_what_shows_nothing(text: str) -> None:
    assert is_blank(text)
    assert shown(text) == ""


@pytest.mark.parametrize("text", ["?", "—", "می\u200cخواهم", "\u200fدمشق", "☂\ufe0f", "\u0301"])
def test_what_shows_something_stays_as_it_is(text: str) -> None:
    assert shown(text) == text
