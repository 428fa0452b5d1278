"""Words as people look for them: a question finds what is written otherwise, and nothing else."""

import tracemalloc

import pytest

from rotativa.kit.folding import LONGEST, words


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Confirmó", "confirmo"),
        ("São Tomé", "sao tome"),
        ("STRASSE", "straße"),
        ("مُحَرِّر", "محرر"),
        ("أمير القدس", "امير القدس"),
        ("بريـــد المدينة", "بريد المدينه"),
        ("کتاب", "كتاب"),  # Persian letters, Arabic keyboard
        ("נִקּוּד", "נקוד"),
        ("Łódź", "lodz"),
        ("cafe\u0301", "café"),
    ],
)
def test_what_is_written_otherwise_is_found(written: str, asked: str) -> None:
    assert words(written) == words(asked) != []


def test_punctuation_parts_words_and_what_is_invisible_does_not() -> None:
    assert words("O’Neill, port-Selwan (3,000)!") == ["o", "neill", "port", "selwan", "3", "000"]
    assert words("نیمه\u200cشب co\u00adop") == ["نيمهشب", "coop"]
    assert words("“…” * ^ : -- ' \" # & |") == []


def test_scripts_without_spaces_are_words_letter_by_letter() -> None:
    assert words("東京タワー") == ["東", "京", "タ", "ワ", "ー"]
    assert words("हिन्दी में") != words("हनद म")  # vowels of other scripts are no accents


def test_no_word_is_endless() -> None:
    assert words("a" * 5000) == ["a" * LONGEST]


def test_paragraphs_without_spaces_fill_no_memory() -> None:
    paragraphs = ["".join(chr(0x4E00 + (number * 7 + place) % 20_000) for place in range(400)) for number in range(200)]
    tracemalloc.start()
    try:
        for paragraph in paragraphs:
            words(paragraph)
        assert tracemalloc.get_traced_memory()[0] < 1_000_000
    finally:
        tracemalloc.stop()
