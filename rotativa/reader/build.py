"""The build: a hash of all that decides how a page looks beside what it says. A new one reprints everything."""

from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from rotativa.kit.hashing import fingerprint
from rotativa.reader.site import site

HERE = Path(__file__).parent
ENDINGS = frozenset({".py", ".html", ".xml", ".txt", ".css", ".svg", ".po", ".toml", ".woff2"})
RENDERERS = ("jinja2", "markupsafe", "babel")


@lru_cache
def build() -> str:
    """The build of this process."""
    files = tuple((str(path.relative_to(HERE)), path.read_bytes()) for path in sorted(_files()))
    return fingerprint((files, tuple(version(name) for name in RENDERERS), site())).hex()


def _files() -> list[Path]:
    return [
        path
        for path in HERE.rglob("*")
        if path.suffix in ENDINGS and "tests" not in path.parts and "__pycache__" not in path.parts
    ]
