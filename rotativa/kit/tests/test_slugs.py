import unicodedata

import pytest

from rotativa.kit.slugs import MOST_BYTES, numbered, shorten, slugify, why_not


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Hamas says: ties with Damascus!", "hamas-says-ties-with-damascus"),
        ("Año nuevo — ¿y después?", "año-nuevo-y-después"),
        ("Eleições: não há acordo", "eleições-não-há-acordo"),
        ("«حماس» تقرّر العودة إلى دمشق", "حماس-تقرر-العودة-إلى-دمشق"),
        ("Cafe\u0301 au lait", "café-au-lait"),
        ("a__b / c\\d", "a-b-c-d"),
        ("🎉🎉", ""),
        ("   ", ""),
        ("10.000 wells", "10-000-wells"),
    ],
)
def test_words_keep_their_script(words: str, slug: str) -> None:
    assert slugify(words) == slug
    assert not slug or not why_not(slug)


@pytest.mark.parametrize("letter", ["a", "é", "م", "語", "𝒜", "a-"])
def test_no_slug_is_longer_than_a_file_name(letter: str) -> None:
    slug = slugify(letter * 255)
    assert len(slug.encode()) <= MOST_BYTES
    assert unicodedata.normalize("NFC", slug) == slug
    assert not why_not(slug)
    assert not why_not(numbered(slug, 12))
    assert numbered(slug, 12).endswith("-12")


def test_a_long_slug_is_cut_between_words() -> None:
    assert shorten("storm-over-the-harbour", 16) == "storm-over-the"


@pytest.mark.parametrize(
    "slug",
    ["", "Storm", "a--b", "-a", "a b", "a/b", "topics", "2026", "2026-03", "cafe\u0301", "م" * 91, "..", "a.html"],
)
def test_what_may_not_be_an_address_says_why(slug: str) -> None:
    assert why_not(slug).endswith((".", f"{MOST_BYTES}."))
