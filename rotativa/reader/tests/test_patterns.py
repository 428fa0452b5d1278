"""The pattern page: nothing of the theme is missing on it, and it opens from a folder."""

import re
from pathlib import Path
from typing import Any, get_args

import pytest
from django.core.management import call_command
from jinja2 import nodes
from jinja2.runtime import Macro

from rotativa.reader import assets, templating
from rotativa.reader.pages.pieces import Piece
from rotativa.reader.patterns.page import pattern_page
from rotativa.reader.patterns.samples import patterns
from rotativa.reader.site import site
from rotativa.reader.surfaces.patterns import PatternSurface
from rotativa.reader.templating import ENVIRONMENT, TEMPLATES
from rotativa.reader.tests.paper import Paper, reading
from rotativa.reader.tests.selecting import Found


def macros() -> set[tuple[str, str]]:
    """Every macro of the parts that pages are made of, with the name of its file."""
    sources = [*(TEMPLATES / "parts").glob("*.html"), TEMPLATES / "blocks.html"]
    parsed = {source.name: ENVIRONMENT.parse(source.read_text(encoding="utf-8")) for source in sources}
    return {(name, macro.name) for name, template in parsed.items() for macro in template.find_all(nodes.Macro)}


def test_every_part_occurs(monkeypatch: pytest.MonkeyPatch) -> None:
    called: set[tuple[str, str]] = set()
    call = Macro.__call__

    def noting(macro: Macro, *arguments: Any, **named: Any) -> Any:
        called.add((Path(macro._func.__code__.co_filename).name, macro.name))
        return call(macro, *arguments, **named)

    monkeypatch.setattr(Macro, "__call__", noting)
    templating._set.cache_clear()  # what was set before is not set again
    pattern_page()
    assert len(macros()) > 20
    assert sorted(macros() - called) == [], "put it on the pattern page: jinja2/hall.html"


@pytest.mark.parametrize("code", ["en", "ar"])
def test_every_piece_of_an_article_occurs(code: str) -> None:
    shown = patterns(code)
    wanted = {kind.shape for kind in get_args(Piece)}
    assert {piece.shape for piece in (*shown.pieces, *shown.entries)} == wanted


def test_both_directions_in_both_schemes_and_nothing_named_twice() -> None:
    page = Found.page(pattern_page())
    halls = [(hall["dir"], hall["data-scheme"]) for hall in page(".hall")]
    assert sorted(halls) == [("ltr", "dark"), ("ltr", "light"), ("rtl", "dark"), ("rtl", "light")]
    names = [element["id"] for element in page("[id]")]
    assert sorted(set(names)) == sorted(names)
    for named in page("[aria-labelledby]"):
        assert set(named["aria-labelledby"].split()) <= set(names)


def test_a_scheme_of_its_own_has_every_colour() -> None:
    css = assets.read(assets.bundle().schemes).decode()
    light, dark = (set(re.findall(r"(--[\w-]+):", css.split(f'[data-scheme="{one}"]')[1])) for one in ("light", "dark"))
    assert {"--ground", "--spot", "--hairline", "--thin", "--dim"} <= dark
    assert dark <= light | {"--dim"}


def test_the_command_writes_what_a_browser_opens(tmp_path: Path) -> None:
    call_command("pattern_page", str(tmp_path / "patterns"))
    written = tmp_path / "patterns" / "pattern-page.html"
    page = Found.page(written.read_text(encoding="utf-8"))
    for link in (*page("link[rel=stylesheet]"), *page("img")):
        assert (written.parent / (link["href"] or link["src"])).is_file()


def test_printed_with_a_demonstration_only(paper: Paper, settings: Any) -> None:
    for mode, expected in (("demo", ["/pattern-page.html"]), ("production", [])):
        settings.ROTATIVA_MODE = mode
        site.cache_clear()
        with reading(paper):
            assert [place.path for place in PatternSurface().places()] == expected
    site.cache_clear()
