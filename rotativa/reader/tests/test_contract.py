"""What the theme promises to others: its contexts, its build, its places, its preview."""

from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any

import pytest

from rotativa.press.registry import registry
from rotativa.reader import assets, looks, site
from rotativa.reader.build import build
from rotativa.reader.contexts import DOCUMENT, ORDER, PAGES, TEMPLATES, document
from rotativa.reader.preview import preview
from rotativa.reader.surfaces import all_surfaces
from rotativa.reader.templating import ENVIRONMENT
from rotativa.reader.tests.paper import Paper, printed, reading
from rotativa.stories import ports


def test_contexts_are_documented() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "make fix"
    assert {f"{name}.py" for name in (*ORDER, "__init__")} == {path.name for path in PAGES.glob("*.py")}
    assert "| `srcset` | `str` |" in document(), "what is made of other fields is read like them"


def test_tokens_and_hooks_are_documented() -> None:
    assert looks.DOCUMENT.read_text(encoding="utf-8") == looks.document(), "make fix"
    declared = {token.name for token in looks.all_tokens()}
    told = {token.name for token in looks.all_tokens() if token.about}
    assert declared - told == {f"space-{step}" for step in range(2, 10)}, "say in tokens.css what each is for"


def test_every_class_that_is_styled_stands_in_a_template() -> None:
    offered = {name for hooks in looks.all_hooks() for name in hooks.classes}
    assert looks.styled() - offered == {"sample"}, "what no page has; blocks.html is the desk's alone"


def test_every_page_has_a_template_and_is_frozen() -> None:
    for name in ORDER:
        for one in vars(import_module(f"rotativa.reader.pages.{name}")).values():
            if isinstance(one, type) and is_dataclass(one):
                assert one.__dataclass_params__.frozen, one  # type: ignore[attr-defined]
                assert fields(one)
    assert set(TEMPLATES.values()) <= set(ENVIRONMENT.list_templates())


def test_surfaces_and_files_are_registered() -> None:
    assert {surface.name for surface in all_surfaces()} <= set(registry.surfaces)
    assert registry.read_file(assets.bundle().stylesheet)
    assert registry.build() == build()


def test_build_follows_the_site(settings: Any) -> None:
    before = build()
    settings.ROTATIVA_PUBLIC_ADDRESS = "https://other.example"
    site.site.cache_clear()
    build.cache_clear()
    assert build() != before


def test_an_edition_with_an_address_of_its_own(paper: Paper, settings: Any) -> None:
    settings.ROTATIVA_EDITION_ADDRESSES = {"ar": "https://atlas-ar.example"}
    site.site.cache_clear()
    page = printed(paper, "front", "en")
    assert '<link rel="canonical" href="https://atlas.example/en/">' in page
    assert 'hreflang="ar" href="https://atlas-ar.example/ar/"' in page
    assert '<link rel="canonical" href="https://atlas-ar.example/ar/">' in printed(paper, "front", "ar")
    assert "<loc>https://atlas-ar.example/ar/sitemap-2022-06.xml</loc>" in printed(
        paper, "sitemap-index", "/sitemap.xml"
    )


def test_preview_is_the_page_marked_and_without_address(paper: Paper) -> None:
    assert ports.preview is preview
    with reading(paper):
        page = preview(paper.articles["1"])
    assert '<p class="preview">Preview: this is a draft, and nobody outside the newsroom can see it.</p>' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "canonical" not in page
    assert "ld+json" not in page
    assert f'href="/desk/preview-files{assets.bundle().stylesheet}"' in page


def test_preview_of_no_edition(paper: Paper) -> None:
    del paper.mastheads["en"]
    with reading(paper), pytest.raises(LookupError, match="no edition en"):
        preview(paper.articles["1"])
