"""The build: a hash of all that decides how a page looks beside what it says. A new one reprints everything.

The theme stands on the facets and shelves of the packages below: other code there may answer otherwise.
"""

from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from rotativa.kit.hashing import fingerprint
from rotativa.reader.site import site

HERE = Path(__file__).parent
BELOW = ("kit", "addresses", "press", "editions", "pictures", "documents", "topics", "bylines", "stories", "fronts")
ENDINGS = frozenset({".py", ".html", ".xml", ".txt", ".json", ".css", ".svg", ".png", ".po", ".toml", ".woff2"})
_ELSEWHERE = frozenset({"tests", "migrations", "management", "__pycache__"})
RENDERERS = ("jinja2", "markupsafe", "babel")


@lru_cache
def build() -> str:
    """The build of this process."""
    files = tuple((str(path.relative_to(HERE.parent)), path.read_bytes()) for path in sorted(files_of_the_build()))
    return fingerprint((files, tuple(version(name) for name in RENDERERS), site())).hex()


def files_of_the_build() -> list[Path]:
    """The theme with its templates, texts and styles, and the code that it stands on."""
    own = [path for path in HERE.rglob("*") if path.suffix in ENDINGS]
    below = [path for package in BELOW for path in (HERE.parent / package).rglob("*.py")]
    return [path for path in (*own, *below) if _ELSEWHERE.isdisjoint(path.relative_to(HERE.parent).parts)]
