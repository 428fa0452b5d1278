"""Cuts the fonts of the public theme from the families they come from, and draws the demo's wordmark from them.

Run it after ``npm install --ignore-scripts`` of the packages named below (a clone needs none of this: what it makes is
kept in the repository)::

    python scripts/fonts/cut.py path/to/node_modules
"""

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "rotativa" / "reader" / "fonts"
WORDMARKS = ROOT / "rotativa" / "demo" / "wordmarks"
STYLES = ROOT / "rotativa" / "reader" / "styles" / "faces.css"

UNITS = 1000
NEWSREADER = "@fontsource-variable/newsreader"
FRANKLIN = "@fontsource-variable/libre-franklin"
NASKH = "@fontsource-variable/noto-naskh-arabic"
PLEX = "@fontsource/ibm-plex-sans-arabic"
AMIRI = "@fontsource/amiri"

LATIN = (
    "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in "^~\\{}<>`")
    + "".join(chr(code) for code in range(0xC0, 0x100) if chr(code) not in "ÐÞðþ÷")
    + "ªº¡¿«»°·×§©£€œŒ\u00a0\u2010\u2011–—‘’“”•…\u2009\u202f−"
)
HEAD = "".join(letter for letter in LATIN if letter not in "*=_|@#§©•×ÿ\u2009")
LATIN_EXT = "".join(chr(code) for code in range(0x100, 0x180)) + "ȘșȚțḌḍḤḥḪḫṢṣṬṭẒẓĠġʿʾʼ"
ARABIC = (
    "".join(chr(code) for code in (*range(0x621, 0x63B), *range(0x641, 0x653), *range(0x660, 0x66A), 0x670, 0x671))
    + "پچژڤگکی،؛؟ـ٪٫٬"
    + "\u200c\u200d\u200e\u200f"
)
ARABIC_COMMON = " \u00a00123456789.,:;!?()[]/%+-–—−«»“”‘’…·×&@'\""

SHAPING = ("init", "medi", "fina", "isol", "rlig", "liga", "ccmp", "locl", "mark", "mkmk", "kern")
TEXT_FEATURES = ("kern", "liga", "tnum", "pnum", "locl")
HEAD_FEATURES = ("kern", "liga", "pnum")


@dataclass(frozen=True)
class Face:
    """One file of the theme: where it comes from, which instance, which characters and features it keeps."""

    name: str
    family: str
    package: str
    file: str
    axes: dict[str, Any]
    characters: str
    features: tuple[str, ...]


FACES = (
    Face(
        "text", "Text", NEWSREADER, "newsreader-latin-standard-normal", {"opsz": 17, "wght": 400}, LATIN, TEXT_FEATURES
    ),
    Face(
        "text-ext",
        "Text",
        NEWSREADER,
        "newsreader-latin-ext-standard-normal",
        {"opsz": 17, "wght": 400},
        LATIN_EXT,
        TEXT_FEATURES,
    ),
    Face(
        "head", "Head", NEWSREADER, "newsreader-latin-standard-normal", {"opsz": 40, "wght": 600}, HEAD, HEAD_FEATURES
    ),
    Face(
        "head-ext",
        "Head",
        NEWSREADER,
        "newsreader-latin-ext-standard-normal",
        {"opsz": 40, "wght": 600},
        LATIN_EXT,
        HEAD_FEATURES,
    ),
    Face(
        "italic",
        "Italic",
        NEWSREADER,
        "newsreader-latin-standard-italic",
        {"opsz": 22, "wght": 400},
        HEAD,
        ("kern", "liga"),
    ),
    Face("label", "Label", FRANKLIN, "libre-franklin-latin-wght-normal", {"wght": 500}, LATIN, ("kern", "case")),
    Face("naskh", "Naskh", NASKH, "noto-naskh-arabic-arabic-wght-normal", {}, ARABIC, SHAPING),
    Face("naskh-common", "Naskh", NASKH, "noto-naskh-arabic-latin-wght-normal", {}, ARABIC_COMMON, SHAPING),
    Face("label-ar", "Label Arabic", PLEX, "ibm-plex-sans-arabic-arabic-600-normal", {}, ARABIC, (*SHAPING, "calt")),
    Face(
        "label-ar-common",
        "Label Arabic",
        PLEX,
        "ibm-plex-sans-arabic-latin-600-normal",
        {},
        ARABIC_COMMON,
        (*SHAPING, "calt"),
    ),
)


@dataclass(frozen=True)
class StandIn:
    """A local font that holds the place of one of ours while it loads, with our measures: the swap moves nothing."""

    family: str
    local: tuple[str, ...]
    size: float
    ascent: float
    descent: float


STAND_INS = (
    StandIn("Text Georgia", ("Georgia",), 98.6, 74.6, 26.9),
    StandIn("Text Times", ("Times New Roman",), 108.2, 67.9, 24.5),
    StandIn("Text Noto", ("Noto Serif",), 91.4, 80.4, 29.0),
    StandIn("Head Georgia", ("Georgia Bold", "Georgia-Bold"), 90.9, 80.9, 29.2),
    StandIn("Head Times", ("Times New Roman Bold", "TimesNewRomanPS-BoldMT"), 108.9, 67.5, 24.3),
    StandIn("Italic Georgia", ("Georgia Italic", "Georgia-Italic"), 87.2, 84.3, 30.4),
    StandIn("Italic Times", ("Times New Roman Italic", "TimesNewRomanPS-ItalicMT"), 97.1, 75.7, 27.3),
    StandIn("Label Arial", ("Arial",), 111.7, 86.5, 22.0),
    StandIn("Label Helvetica", ("Helvetica Neue",), 110.7, 87.3, 22.2),
    StandIn("Label Roboto", ("Roboto",), 111.9, 86.3, 22.0),
    StandIn("Naskh Noto", ("Noto Sans Arabic",), 92.7, 115.3, 68.4),
)


@dataclass(frozen=True)
class Other:
    """Local fonts of one weight for the alphabets that ours do not have, so that they do not come in another's."""

    family: str
    local: tuple[str, ...]
    size: float = 100


GREEK_AND_CYRILLIC = "U+370-52F,U+1C80-1C8F,U+1F00-1FFF,U+2DE0-2DFF,U+A640-A69F"
OTHERS = (
    Other("Text Other", ("Georgia", "Noto Serif", "NotoSerif-Regular", "NotoSerif"), 96),
    Other(
        "Head Other",
        (
            "Georgia Bold",
            "Georgia-Bold",
            "Noto Serif SemiBold",
            "NotoSerif-SemiBold",
            "Noto Serif Bold",
            "NotoSerif-Bold",
        ),
        94,
    ),
    Other("Italic Other", ("Georgia Italic", "Georgia-Italic", "Noto Serif Italic", "NotoSerif-Italic"), 92),
    Other(
        "Label Other",
        (
            "Segoe UI Semibold",
            "SegoeUI-Semibold",
            "Helvetica Neue Medium",
            "HelveticaNeue-Medium",
            "Roboto Medium",
            "Roboto-Medium",
            "Noto Sans Medium",
            "NotoSans-Medium",
            "Open Sans SemiBold",
            "OpenSans-SemiBold",
            "Ubuntu Medium",
            "Ubuntu-Medium",
            "Noto Sans",
            "NotoSans-Regular",
        ),
    ),
)
WEIGHTS = {"Naskh": "400 700", "Label Arabic": "600"}
ADJUSTED = {"naskh-common": 92}
"""Digits and punctuation that would stand too tall beside the letters, in per cent."""


def ranges(characters: str) -> str:
    """A ``unicode-range`` for these characters."""
    codes = sorted({ord(letter) for letter in characters})
    runs: list[list[int]] = []
    for code in codes:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{low:X}" if low == high else f"U+{low:X}-{high:X}" for low, high in runs)


def faces_css() -> str:
    """The ``@font-face`` rules: ours, then those that stand in, then those for other alphabets."""
    rules = ["/* Written by scripts/fonts/cut.py; change it there. */"]
    for face in FACES:
        adjusted = f"  size-adjust: {ADJUSTED[face.name]}%;\n" if face.name in ADJUSTED else ""
        rules.append(
            f'@font-face {{\n  font-family: "{face.family}";\n  src: url("{face.name}.woff2") format("woff2");\n'
            f"  font-weight: {WEIGHTS.get(face.family, '400 700')};\n  font-display: swap;\n{adjusted}"
            f"  unicode-range: {ranges(face.characters)};\n}}"
        )
    for one in STAND_INS:
        local = ", ".join(f'local("{name}")' for name in one.local)
        rules.append(
            f'@font-face {{\n  font-family: "{one.family}";\n  src: {local};\n  size-adjust: {one.size}%;\n'
            f"  ascent-override: {one.ascent}%;\n  descent-override: {one.descent}%;\n  line-gap-override: 0%;\n}}"
        )
    for other in OTHERS:
        local = ", ".join(f'local("{name}")' for name in other.local)
        rules.append(
            f'@font-face {{\n  font-family: "{other.family}";\n  src: {local};\n  font-weight: 400 700;\n'
            f"  size-adjust: {other.size}%;\n  unicode-range: {GREEK_AND_CYRILLIC};\n}}"
        )
    return "\n".join(rules) + "\n"


def source(modules: Path, package: str, file: str) -> TTFont:
    """A font as its package brings it."""
    return TTFont(modules / package / "files" / f"{file}.woff2")


def instance(font: TTFont, axes: dict[str, Any]) -> TTFont:
    """The font with these axes fixed, at 1000 units per em."""
    if axes:
        font = instancer.instantiateVariableFont(font, axes)
    if font["head"].unitsPerEm != UNITS:
        scale_upem(font, UNITS)
    return font


def cut(modules: Path, face: Face) -> Path:
    """Writes one file of the theme."""
    font = instance(source(modules, face.package, face.file), face.axes)
    options = Options(hinting=False, flavor="woff2", layout_features=list(face.features), name_IDs=[0, 1, 2, 13, 14])
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(text=face.characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    target = FONTS / f"{face.name}.woff2"
    font.save(target, reorderTables=False)
    return target


def outline(font: TTFont, glyphs: list[tuple[str, float]]) -> str:
    """An SVG with one path: these glyphs, each at its place, cropped to what they cover."""
    shapes = font.getGlyphSet()
    bounds = BoundsPen(shapes)
    for name, across in glyphs:
        shapes[name].draw(TransformPen(bounds, (1, 0, 0, 1, across, 0)))
    low_x, low_y, high_x, high_y = bounds.bounds
    pen = SVGPathPen(shapes, ntos=lambda number: f"{number:.0f}")
    for name, across in glyphs:
        shapes[name].draw(TransformPen(pen, (1, 0, 0, -1, across - low_x, high_y)))
    box = f"0 0 {high_x - low_x:.0f} {high_y - low_y:.0f}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><path d="{pen.getCommands()}"/></svg>\n'


def latin_wordmark(modules: Path, word: str) -> str:
    """The word in Newsreader at its largest optical size, kerned and set 14/1000 em tighter."""
    font = instance(source(modules, NEWSREADER, "newsreader-latin-standard-normal"), {"opsz": 72, "wght": 560})
    names, across, placed = font.getBestCmap(), 0.0, []
    for letter in word:
        placed.append((names[ord(letter)], across))
        across += font["hmtx"][names[ord(letter)]][0] - 14
    return outline(font, placed)


def arabic_wordmark(modules: Path, letters: str, forms: tuple[str, ...]) -> str:
    """The word in Amiri Bold; ``forms`` says for each letter which form it takes in its place ("" for a lone one)."""
    font = instance(source(modules, AMIRI, "amiri-arabic-700-normal"), {})
    names, across, placed = font.getBestCmap(), 0.0, []
    for letter, form in reversed(tuple(zip(letters, forms, strict=True))):
        name = _formed(font, names[ord(letter)], form)
        placed.append((name, across))
        across += font["hmtx"][name][0]
    return outline(font, placed)


def _formed(font: TTFont, glyph: str, form: str) -> str:
    """The glyph that a positional feature puts in the place of this one."""
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag != form:
            continue
        for index in record.Feature.LookupListIndex:
            for subtable in table.LookupList.Lookup[index].SubTable:
                found = getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {}).get(glyph)
                if found:
                    return found if isinstance(found, str) else found[0]
    return glyph


def main() -> None:
    """Cuts every face, copies the licences, draws the wordmarks."""
    modules = Path(sys.argv[1])
    FONTS.mkdir(parents=True, exist_ok=True)
    WORDMARKS.mkdir(parents=True, exist_ok=True)
    STYLES.parent.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        target = cut(modules, face)
        sys.stdout.write(f"{target.stat().st_size:>7,}  {target.name}\n")
    for package in (NEWSREADER, FRANKLIN, NASKH, PLEX, AMIRI):
        shutil.copy(modules / package / "LICENSE", FONTS / f"LICENSE-{package.rpartition('/')[2]}.txt")
    latin = latin_wordmark(modules, "Atlas")
    for code in ("en", "es", "pt"):
        (WORDMARKS / f"{code}.svg").write_text(latin, encoding="utf-8")
    arabic = arabic_wordmark(modules, "أطلس", ("", "init", "medi", "fina"))
    (WORDMARKS / "ar.svg").write_text(arabic, encoding="utf-8")
    STYLES.write_text(faces_css(), encoding="utf-8")


if __name__ == "__main__":
    main()
