"""The theme's words, its forms of days and numbers, and its rich text."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from rotativa.reader.catalogues import texts
from rotativa.reader.formatting import Formatter
from rotativa.reader.making.richtext import resolve, stories_in, words_in
from rotativa.reader.making.voice import script_of
from rotativa.reader.templating import ENVIRONMENT, speaking
from rotativa.reader.tests.paper import Paper, printed
from rotativa.reader.tests.selecting import Found
from rotativa.reader.texts import LOCALE, words_for

MOMENT = datetime(2022, 6, 28, 14, 5, tzinfo=UTC)


def catalogue(code: str) -> Catalog:
    with (LOCALE / f"{code}.po").open("rb") as source:
        return read_po(source)


@pytest.mark.parametrize("code", ["es", "pt", "ar"])
def test_catalogue_is_complete(code: str) -> None:
    known = catalogue(code)
    wanted = {message.id for message in texts() if message.id}
    there = {message.id: message for message in known if message.id}
    assert wanted - there.keys() == set(), "missing"
    assert there.keys() - wanted == set(), "left over"
    for message in there.values():
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(strings), f"empty: {message.id}"
        assert not message.fuzzy, f"fuzzy: {message.id}"
        assert not list(message.check(known)), f"does not fit: {message.id}"


def test_arabic_has_six_plurals() -> None:
    words = words_for("ar")
    said = [
        words.many("%(count)s minute", "%(count)s minutes", number, count=number) for number in (0, 1, 2, 3, 11, 100)
    ]
    assert said == ["0 دقيقة", "دقيقة واحدة", "دقيقتان", "3 دقائق", "11 دقيقة", "100 دقيقة"]


def test_fifth_language_falls_back_and_says_so() -> None:
    template = ENVIRONMENT.from_string('{{ _("Front page") }}')
    with speaking("de"):
        assert template.render() == '<span lang="en" dir="ltr">Front page</span>'
    for code in ("pt-BR", "en-GB", "es"):
        with speaking(code):
            assert "lang" not in template.render()


@pytest.mark.parametrize(
    ("code", "day", "weekday", "time", "month"),
    [
        ("en", "28 June 2022", "Tuesday 28 June 2022", "14.05", "June 2022"),
        ("es", "28 de junio de 2022", "martes, 28 de junio de 2022", "14:05", "junio de 2022"),
        ("pt", "28 de junho de 2022", "terça-feira, 28 de junho de 2022", "14h05", "junho de 2022"),
        ("ar", "28 حزيران/يونيو 2022", "الثلاثاء 28 حزيران/يونيو 2022", "14:05", "حزيران/يونيو 2022"),
        ("de", "28. Juni 2022", "Dienstag, 28. Juni 2022", "14:05", "Juni 2022"),
    ],
)
def test_forms(code: str, day: str, weekday: str, time: str, month: str) -> None:
    form = Formatter(code)
    said = (form.day(MOMENT).words, form.weekday(MOMENT).words, form.time(MOMENT).words, form.month("2022-06").words)
    assert said == (day, weekday, time, month)


def test_numerals_and_zone() -> None:
    form = Formatter("ar", "Asia/Beirut", "بتوقيت بيروت", "arab")
    assert form.moment(MOMENT).words == "٢٨ حزيران/يونيو ٢٠٢٢، ١٧:٠٥ بتوقيت بيروت"
    assert form.moment(MOMENT).iso == "2022-06-28T17:05+03:00"
    assert form.day(date(2022, 6, 28)).iso == "2022-06-28"


def test_script_decides_the_typography() -> None:
    right_to_left = {tag: script_of(tag, "rtl") for tag in ("ar", "ckb", "he", "nqo", "syr", "uz-Arab")}
    assert [tag for tag, script in right_to_left.items() if script == "arabic"] == ["ar", "ckb", "uz-Arab"]
    assert script_of("ku", "ltr") == "latin"


def test_links_of_rich_text() -> None:
    text = '<p data-block-key="x">See <a data-story="s1">this</a>, <a data-story="s2">that</a>, <a href="https://a.example/?x=1&amp;y=2">there</a>.</p>'
    assert stories_in(text) == ("s1", "s2")
    outside = '<a href="https://a.example/?x=1&amp;y=2" rel="noreferrer">there</a>'
    assert resolve(text, {"s1": "/en/a/"}) == f'<p>See <a href="/en/a/">this</a>, that, {outside}.</p>'
    assert words_in(text) == 4


def test_rich_text_lets_nothing_else_through() -> None:
    hostile = '<p onclick="x">a<script>b()</script><a href="javascript:c">d</a><img src=x></p><b>e</b>&lt;i&gt;'
    assert resolve(hostile, {}) == "<p>ab()d</p><b>e</b>&lt;i&gt;"


def test_page_of_a_fifth_edition(paper: Paper) -> None:
    paper.mastheads["de"] = replace(paper.mastheads["en"], code="de", prefix="de", language="Deutsch")
    root = Found.page(printed(paper, "front", "de"))
    assert root["lang"] == "de"
    empty = root.first(".empty span")
    assert (empty["lang"], empty.text) == ("en", "Nothing has been published here yet.")
    assert root.first(".nameplate .day").text == "Deutsch", "English words around a German name would be neither"
    bar = Found.page(printed(paper, "front", "en"))(".bar a")
    assert "Deutsch" in [link.text for link in bar]


@pytest.mark.parametrize(
    ("code", "called", "inside"),
    [
        ("en", "The clerk’s “no”", "The clerk’s ‘no’"),
        ("es", "El «no» de la “oficina”", "El “no” de la ‘oficina’"),
        ("ar", "قال «لا»", "قال “لا”"),
        ("de", "Das „Amt“", "Das „Amt“"),
    ],
)
def test_what_is_quoted_has_other_quotation_marks_inside(code: str, called: str, inside: str) -> None:
    assert Formatter(code).quoted(called) == inside
