"""The style sheet: tokens, their contrast, and what may not stand outside of them."""

import re
from pathlib import Path
from typing import Any

import pytest

from rotativa.kit.actor import Machine
from rotativa.kit.problems import Severity
from rotativa.reader import assets, checks
from rotativa.reader.assets import squeeze
from rotativa.reader.site import read_wordmarks, site

STYLES = Path(assets.__file__).parent / "styles"
TEMPLATES = STYLES.parent / "jinja2"
RULES = {
    name: (STYLES / f"{name}.css").read_text(encoding="utf-8")
    for name in assets.STYLES
    if name not in ("faces", "tokens")
}
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|inset|border)-(?:left|right|top|bottom)|left|right|float:\s*(?:left|right)|"
    r"text-align:\s*(?:left|right))(?![\w-])"
)
FONT_SIZE = re.compile(r"(?:font|font-size):[^;]*\b\d*\.?\d+(?:px|pt)")
CHEVRON = "border-right: 2px solid; border-bottom: 2px solid;"
FACES = (STYLES / "faces.css").read_text(encoding="utf-8")
PAGE_FOOT = re.compile(r"@bottom-(?:left|right) \{[^}]*\}")
FACE = re.compile(r"font-family:(?!\s*var\()[^;]+|font:(?![^;}]*(?:var\(--[\w-]*face[\w-]*\)|inherit))[^;}]+")
COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([^)]*\)|"
    r"(?<=[ :])(?:black|white|gr[ae]y|silver|red|green|blue|yellow|orange|purple|brown|navy|maroon)(?=[ ;}])"
)
TEXTS = ("ink", "ink-soft", "ink-faint", "spot", "notice-rule")
GROUNDS = ("ground", "ground-panel", "ground-notice")


def plain(css: str) -> str:
    return PAGE_FOOT.sub("", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)).replace(CHEVRON, "")


def tokens() -> tuple[dict[str, str], dict[str, str]]:
    """The colours, light and dark."""
    css = (STYLES / "tokens.css").read_text(encoding="utf-8")
    light, dark, *_ = re.findall(r":root \{(.*?)\n\s*\}", css, re.DOTALL)
    found = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in (light, dark)]
    return found[0], {**found[0], **found[1]}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_contrast_of_every_pair(scheme: int) -> None:
    colours = tokens()[scheme]
    for ground in GROUNDS:
        for text in TEXTS:
            assert contrast(colours[text], colours[ground]) >= 4.5, f"{text} on {ground}"
        for line in ("focus", "field"):
            assert contrast(colours[line], colours[ground]) >= 3, f"{line} on {ground}"
    assert contrast(colours["on-spot"], colours["spot"]) >= 4.5


LOOK = {
    "ink": ((17.0, 15.5, 15.0), (14.6, 13.0, 12.0)),
    "ink-soft": ((8.6, 7.8, 7.5), (9.9, 8.9, 8.2)),
    "ink-faint": ((5.8, 5.3, 5.1), (7.0, 6.3, 5.8)),
    "spot": ((7.1, 6.5, 6.3), (7.6, 6.8, 6.2)),
    "notice-rule": ((5.4, 4.9, 4.8), (8.7, 7.8, 7.1)),
    "focus": ((6.3, 5.7, 5.5), (8.9, 8.0, 7.3)),
    "field": ((3.8, 3.5, 3.4), (4.9, 4.4, 4.1)),
}
"""What the look promises of each token against ground, panel and notice, light and dark."""


@pytest.mark.parametrize("name", LOOK)
def test_contrast_is_what_the_look_promises(name: str) -> None:
    for colours, promised in zip(tokens(), LOOK[name], strict=True):
        found = [contrast(colours[name], colours[ground]) for ground in GROUNDS]
        assert found == pytest.approx(promised, abs=0.1)


def named(colour: str) -> str:
    """What to write instead of a colour: the token that is nearest to it, where one has it; else all of them."""
    light, dark = tokens()
    known = {value: name for name, value in (*dark.items(), *light.items())}
    name = known.get(colour.lower())
    return f"{colour}: use var(--{name})" if name else f"{colour}: use a token, one of {', '.join(sorted(light))}"


def faults(css: str) -> list[str]:
    """What may stand in the layer of tokens only, each with what to write instead."""
    told = [named(colour) for colour in COLOUR.findall(css)]
    told += [f"{size.strip()}: use a token such as var(--small), or rem" for size in FONT_SIZE.findall(css)]
    return [*told, *(f"{face.strip()}: use var(--face-…)" for face in FACE.findall(css))]


@pytest.mark.parametrize("name", [*RULES, "patterns"])
def test_only_tokens_name_colours_sizes_and_faces(name: str) -> None:
    css = RULES[name] if name in RULES else (STYLES / f"{name}.css").read_text(encoding="utf-8")
    assert not faults(plain(css))


def test_the_lint_names_the_token() -> None:
    spot = tokens()[0]["spot"].upper()
    assert faults(f"a {{ color: {spot}; }}") == [f"{spot}: use var(--spot)"]
    bad = "b { color: rgb(1 2 3); } c { background: white; } d { font-size: 13px; } e { font: 400 1rem Georgia; } "
    assert len(faults(bad)) == 4
    assert not faults("a { font: var(--weight-text) var(--small) var(--face-text); font: inherit; color: CanvasText; }")
    assert PHYSICAL.findall("a { margin-left: 0; float: right; }") == ["margin-left", "float: right"]


@pytest.mark.parametrize("name", RULES)
def test_directions_are_logical(name: str) -> None:
    assert not PHYSICAL.findall(plain(RULES[name])), "use inline and block: margin-inline-start, inset-inline-end …"


def test_every_token_that_is_used_is_defined() -> None:
    everything = "\n".join([*RULES.values(), (STYLES / "tokens.css").read_text(encoding="utf-8")])
    defined = set(re.findall(r"--([\w-]+):", everything))
    assert set(re.findall(r"var\(--([\w-]+)", everything)) <= defined


def test_browser_frame_has_the_colour_of_the_ground() -> None:
    head = (TEMPLATES / "parts" / "head.html").read_text(encoding="utf-8")
    assert re.findall(r'name="theme-color" content="(#\w+)"', head) == [colours["ground"] for colours in tokens()]


def test_templates_hold_no_language_and_no_style() -> None:
    for template in TEMPLATES.rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.findall(r'\blang="(?!\{)', text), template.name
        assert not re.findall(r"<style|\sstyle=|\son\w+=", text), template.name


def test_squeezing_changes_no_meaning() -> None:
    css = (
        "a :hover { color: red; }\n/* b */ c { inset: calc(1px + 2px) ; }\n@media (width >= 2rem) { d > e , f + g {} }"
    )
    assert squeeze(css) == "a :hover{color:red}c{inset:calc(1px + 2px)}@media (width>= 2rem){d>e,f + g{}}"


def test_style_sheet_names_files_by_their_bytes() -> None:
    made = assets.bundle()
    css = made.files[made.stylesheet].decode()
    assert set(re.findall(r"url\(([^)]+)\)", css)) == {path.removeprefix(assets.PREFIX) for path in made.fonts.values()}
    with pytest.raises(FileNotFoundError):
        assets.read("/assets/nothing.css")
    latin = [len(made.files[made.fonts[name]]) for name in ("text", "head", "italic", "label")]
    assert sum(latin) <= 60_000


def test_each_sheet_of_paper_says_of_which_site_it_is(settings: Any) -> None:
    assert b'"atlas.example"' in assets.read(assets.bundle().stylesheet)
    settings.ROTATIVA_PUBLIC_ADDRESS = "https://other.example"
    site.cache_clear()
    assert b'"other.example"' in assets.read(assets.bundle().stylesheet)


def test_wordmark_is_only_a_path(tmp_path: Path) -> None:
    (tmp_path / "en.svg").write_text(
        '<svg viewBox="0 0 10 5"><script>x()</script><path class="a" d="M0 0L10 5"/></svg>'
    )
    (tmp_path / "es.svg").write_text("<svg></svg>")
    (tmp_path / "pt.svg").write_bytes(b"\xff\xfe")
    ((code, mark),), faults = read_wordmarks(tmp_path)
    assert (code, mark.width, mark.height, mark.outline) == ("en", 10, 5, "M0 0L10 5")
    assert [fault.partition(":")[0] for fault in faults] == ["es.svg", "pt.svg"]


def test_bad_wordmark_is_told_and_stops_nothing(tmp_path: Path, settings: Any) -> None:
    settings.ROTATIVA_DATA = tmp_path / "theirs"
    (tmp_path / "theirs" / "wordmarks").mkdir(parents=True)
    (tmp_path / "theirs" / "wordmarks" / "es.svg").write_text("<svg></svg>")
    assert [warning.id for warning in checks.wordmarks_can_be_drawn(None)] == ["rotativa.W002"]
    assert [problem.severity for problem in checks.problems(Machine("test"))] == [Severity.LATE]


GROUND = re.compile(r"background: var\(--(?:ground-panel|ground-notice|ink|spot)\)")
HIDDEN_BORDER = re.compile(r"border[^:;]*:[^;]*transparent")


def rules(css: str) -> list[tuple[str, str]]:
    """Selectors with their declarations."""
    return re.findall(r"([^{}@;]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))


def mode(name: str) -> str:
    """The rules of a mode, such as print."""
    found = re.search(rf"@media \(?{name}[^{{]*\{{(.*?)\n  \}}", RULES["modes"], re.DOTALL)
    assert found
    return found[1]


def untold(css: str, forced: str) -> set[str]:
    """Classes that lose their ground where the reader's own colours reign, or show a border that hides elsewhere."""
    lost = set()
    for what, answer in ((GROUND, re.compile("")), (HIDDEN_BORDER, re.compile(r"\bCanvas\b"))):
        boxes = [selector for selector, declared in rules(css) if what.search(declared) and ":hover" not in selector]
        seen = " ".join(selector for selector, declared in rules(forced) if answer.search(declared))
        names = {found[-1] for box in boxes if (found := re.findall(r"\.([\w-]+)", box))}
        lost |= {name for name in names if not re.search(rf"\.{name}\b", seen)}
    return lost


def test_forced_colours_hide_no_box_and_show_no_hidden_border() -> None:
    css = "\n".join(text for name, text in RULES.items() if name != "modes")
    assert not untold(css, mode("forced-colors")), "give it a border, or its hidden border the colour Canvas"
    boxes = (
        ".a .b { background: var(--spot); } .c { border: 1px solid transparent; } .d:hover { background: var(--ink); }"
    )
    assert untold(boxes, ".c { border: 1px solid CanvasText; }") == {"b", "c"}


def test_paper_shows_no_navigation() -> None:
    hidden = " ".join(selector for selector, declared in rules(mode("print")) if "display: none" in declared)
    for template in TEMPLATES.rglob("*.html"):
        for name in re.findall(r'<nav(?: class="([\w-]+)")?', template.read_text(encoding="utf-8")):
            places = (name,) if name else ("bar", "foot nav")  # what has no class stands in one of these
            assert all(re.search(rf"\.{place}\b", hidden) for place in places), f"{template.name}: {name}"


def test_an_arabic_page_loads_no_latin_font_for_its_labels() -> None:
    """The names of languages and photographers stand in labels of every page: each would cost it 11 KB."""
    css = (STYLES / "tokens.css").read_text(encoding="utf-8")
    arabic = css[css.index('[data-script="arabic"]') :]
    [faces] = re.findall(r"--face-label: ([^;]+);", arabic)
    loaded = {name for name in re.findall(r'"([^"]+)"', faces) if f'"{name}";\n  src: url' in FACES}
    assert loaded == {"Label Arabic"}
