"""Our own public files: one style sheet, the fonts it names, the icons. Each is named after its bytes."""

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from rotativa.kit.trace import uses_file
from rotativa.reader.pages.frame import Assets
from rotativa.reader.site import site

PREFIX = "/assets/"
HERE = Path(__file__).parent
FIRST = {"latin": ("text", "head"), "arabic": ("naskh", "naskh-common")}
"""The fonts that a page needs before anything else."""

THEIRS = "house"
"""What a newsroom adds itself."""
STYLES = (
    "faces",
    "reset",
    "tokens",
    "base",
    "frame",
    "parts",
    "story",
    "blocks",
    "ending",
    "front",
    "pages",
    "modes",
    THEIRS,
)
"""The parts of the style sheet, in the order of their layers (which ``reset`` declares)."""

TOUCH = 180
SIDES = (TOUCH, 192, 512)
"""Sides of the icon's rasters, cut by ``scripts/icons.py``: for home screens, and for who shows the newsroom's sign."""

LOGO = 512
GROUND = "#fcfcf9"
"""The token ``ground`` of light pages, for what is no style sheet."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANK = re.compile(r"\s+")
_TIGHT = re.compile(r" ?([{};,>]) ?")
_ROOT = re.compile(r":root \{(.*?)\n\s*\}", re.DOTALL)
_TOKEN = re.compile(r"(--[\w-]+): ([^;]+);")
_FONT = re.compile(r'url\("([a-z-]+)\.woff2"\)')


@dataclass(frozen=True)
class Bundle:
    """The files of one build, by path."""

    stylesheet: str
    fonts: dict[str, str]  # name to path
    icon: str
    icons: dict[int, str]  # the same as rasters, by their side in pixels
    files: dict[str, bytes]  # what every page names
    schemes: str  # a style sheet of the pattern page
    sample: str  # its picture
    all: dict[str, bytes]  # these, and what only the pattern page names


def bundle() -> Bundle:
    """The files, made once in a process for the site as it is."""
    return _bundle(site().readable(""))


@lru_cache
def _bundle(where: str) -> Bundle:
    files: dict[str, bytes] = {}

    def add(content: bytes, ending: str) -> str:
        path = f"{PREFIX}{blake2b(content, digest_size=10).hexdigest()}.{ending}"
        files[path] = content
        return path

    fonts = {font.stem: add(font.read_bytes(), "woff2") for font in sorted((HERE / "fonts").glob("*.woff2"))}
    icon = add((HERE / "styles" / "icon.svg").read_bytes(), "svg")
    icons = {side: add((HERE / "styles" / f"icon-{side}.png").read_bytes(), "png") for side in SIDES}
    css = squeeze("\n".join((HERE / "styles" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES))
    # Each sheet of paper says where it is from.
    css = css.replace('"site"', f'"{where}"')
    # Relative addresses: the style sheet finds its fonts wherever the whole is served from.
    css = _FONT.sub(lambda found: f"url({fonts[found[1]].removeprefix(PREFIX)})", css)
    stylesheet = add(css.encode(), "css")
    every = dict(files)
    patterns = squeeze(f"{_schemes()}\n{(HERE / 'styles' / 'patterns.css').read_text(encoding='utf-8')}")
    schemes, sample = add(patterns.encode(), "css"), add((HERE / "styles" / "sample.svg").read_bytes(), "svg")
    return Bundle(stylesheet, fonts, icon, icons, every, schemes, sample, files)


def _schemes() -> str:
    """The colours of both schemes, for parts of a page that have one of their own: ``data-scheme``."""
    css = (HERE / "styles" / "tokens.css").read_text(encoding="utf-8")
    light, dark = (dict(_TOKEN.findall(block)) for block in _ROOT.findall(css)[:2])
    # What is made of a colour is made where it is declared, so it is declared once more.
    ours = {name: value for name, value in light.items() if name in dark or value.find("var(") >= 0}
    rules = [(scheme, {**ours, **own, "color-scheme": scheme}) for scheme, own in (("light", {}), ("dark", dark))]
    written = (
        f'[data-scheme="{scheme}"] {{ {"; ".join(f"{name}: {value}" for name, value in each.items())} }}'
        for scheme, each in rules
    )
    return f"@layer tokens {{ @media screen {{ {' '.join(written)} }} }}"


def squeeze(css: str) -> str:
    """The style sheet without comments and needless blanks; nothing else is changed."""
    plain = _BLANK.sub(" ", _COMMENT.sub("", css))
    return _TIGHT.sub(r"\1", plain).replace(": ", ":").replace(";}", "}").strip()


def named(script: str) -> Assets:
    """The files that a page names, noted in its trace together with those that the style sheet names."""
    made = bundle()
    for path in made.files:
        uses_file(path)
    fonts = tuple(made.fonts[name] for name in FIRST[script])
    return Assets(made.stylesheet, fonts, made.icon, made.icons[TOUCH])


def icons() -> tuple[tuple[int, str], ...]:
    """The rasters of the icon for a home screen: their sides and paths, noted in the trace of who names them."""
    found = tuple((side, path) for side, path in bundle().icons.items() if side != TOUCH)
    for _side, path in found:
        uses_file(path)
    return found


def logo() -> str:
    """The path of the newsroom's sign as a raster, for who shows it elsewhere."""
    path = bundle().icons[LOGO]
    uses_file(path)
    return path


def read(path: str) -> bytes:
    """The bytes behind a path. Raises ``FileNotFoundError``."""
    try:
        return bundle().all[path]
    except KeyError:
        raise FileNotFoundError(path) from None
