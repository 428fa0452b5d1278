import pytest

from rotativa.kit import languages
from rotativa.kit.languages import KnownTags, NoTag, canonical, day_pattern, meant


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("es", "es"),
        ("pt_br", "pt-BR"),
        ("UZ-arab", "uz-Arab"),
        ("iw", "he"),
        ("kmr", "kmr"),
        (" fa-af ", "fa-AF"),
        ("sr-latn-rs", "sr-Latn-RS"),
        ("en-x-abcd-arab", "en-x-abcd-arab"),
        ("x-Elvish", "x-elvish"),
    ],
)
def test_a_tag_is_written_in_one_way(typed: str, written: str) -> None:
    assert canonical(typed) == written
    assert canonical(written) == written


@pytest.mark.parametrize(
    "typed", ["", "e", "español", "es--mx", "en-", "x", "en us", "es/..", "a" * 36, "en-" + "x-abcdefgh-" * 4]
)
def test_what_is_no_tag_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(NoTag, match="pt-BR"):
        canonical(typed)


@pytest.mark.parametrize(
    ("tag", "name", "direction"),
    [
        ("es", "Español", "ltr"),
        ("ar", "العربية", "rtl"),
        ("kmr", "Kurdî (kurmancî)", "ltr"),
        ("ckb", "کوردیی ناوەندی", "rtl"),
        ("ps", "پښتو", "rtl"),
        ("prs", "دری", "rtl"),
        ("fa-AF", "دری", "rtl"),
        ("so", "Soomaali", "ltr"),
        ("ti", "ትግርኛ", "ltr"),
        ("ht", "Kreyòl Ayisyen", "ltr"),
        ("pt-BR", "Português (Brasil)", "ltr"),
        ("pa-PK", "پنجابی (عربی)", "rtl"),
        ("uz-Arab", "اوزبیک (عربی)", "rtl"),
        ("es-419-x-atlas", "Español latinoamericano", "ltr"),
        ("ka", "ქართული", "ltr"),
        ("tlh", "", "ltr"),
        ("x-elvish", "", "ltr"),
    ],
)
def test_a_language_has_its_own_name_and_direction(tag: str, name: str, direction: str) -> None:
    assert languages.own_name(tag) == name
    assert languages.direction(tag) == direction


def test_a_language_is_named_in_another() -> None:
    assert languages.name_in("es", "en") == "Spanish"
    assert languages.name_in("ar", "es") == "árabe"
    assert languages.name_in("sr-Latn", "en") == "Serbian (Latin)"
    assert languages.name_in("tlh", "en") == "Klingon"
    assert languages.name_in("x-elvish", "en") == "x-elvish"
    assert languages.name_in("es", "x-elvish") == "Spanish"


def test_numerals_and_weeks_come_from_cldr() -> None:
    assert (languages.numerals("es"), languages.numerals("fa-AF"), languages.numerals("x-elvish")) == (
        "latn",
        "arabext",
        "latn",
    )
    assert (languages.first_weekday("es"), languages.first_weekday("pt-BR")) == (0, 6)
    assert languages.writes_numbers("ar", "arab")
    assert not languages.writes_numbers("ar", "roman")


def test_a_private_language_borrows_nobodys_words() -> None:
    assert languages.own_name("x-elvish") == ""
    assert languages.own_name("prs") == "دری"


def test_the_list_of_tags_names_what_django_does_not() -> None:
    tags = dict(KnownTags())
    assert {"ps", "prs", "fa-AF", "so", "ti", "kmr", "ckb", "ht", "pt-BR", "pt-PT", "es-419", "zh-Hant"} <= tags.keys()
    assert tags["ht"] == "Haitian Creole"
    assert all(tags.values())
    assert len(tags) == len(KnownTags())


def test_the_nearest_language_is_the_tag_itself_or_another_spelling_of_it() -> None:
    known = ["en", "es", "pt-BR", "pt"]
    assert languages.nearest(["PT"], known) == "pt"
    assert languages.nearest(["pt-AO"], known) == "pt-BR", "the first of those that are as near"
    assert languages.nearest(["so", "es-MX", "en"], known) == "es"
    assert languages.nearest(["", "so"], known) == ""


@pytest.mark.parametrize(
    ("words", "read_in", "tag"),
    [
        ("Swahili", "en", "sw"),
        (" suajili ", "es", "sw"),
        ("Swahili", "es", "sw"),
        ("السواحلية", "ar", "sw"),
        ("SW", "en", "sw"),
        ("pt_br", "en", "pt-BR"),
        ("Brazilian Portuguese", "en", "pt-BR"),
        ("Dari", "en", "fa-AF"),
        ("ga", "en", "ga"),
        ("Ga", "en", "ga"),
        ("x-atlas", "en", "x-atlas"),
        ("Old Norse", "xx", "non"),
    ],
)
def test_who_writes_a_language_by_its_name_means_its_tag(words: str, read_in: str, tag: str) -> None:
    """A name of two or three letters is a tag all the same: ``Ga`` is spoken in Accra, ``ga`` in Galway."""
    assert meant(words, read_in) == tag


@pytest.mark.parametrize("words", ["swahilli", "arabic, I think", ""])
def test_a_word_that_names_no_language_is_no_tag(words: str) -> None:
    with pytest.raises(NoTag):
        meant(words, "en")


@pytest.mark.parametrize(
    ("tag", "named"),
    [
        ("en", "en_US"),
        ("ar", "ar_EG"),
        ("pt", "pt_BR"),
        ("pt-PT", "pt_PT"),
        ("es-419", "es_419"),
        ("sr-Latn", "sr_RS"),
        ("zh-Hant", "zh_TW"),
        ("es-419-x-atlas", "es_419"),
        ("x-elvish", ""),
    ],
)
def test_a_territory_is_the_tag_s_own_or_the_likely_one(tag: str, named: str) -> None:
    assert languages.with_territory(tag) == named


@pytest.mark.parametrize(
    ("language", "pattern"), [("en", "j M"), (None, "j M"), ("es", "j b"), ("pt-br", "j b"), ("ar", "j b")]
)
def test_months_have_a_capital_where_the_language_gives_them_one(language: str | None, pattern: str) -> None:
    assert day_pattern("j M", language) == pattern
