"""How content stands in the files of the tree: every page compressed, and of public files those that gain by it."""

import gzip
import zlib
from pathlib import Path

from zlib_ng import gzip_ng

from rotativa.press.models import Kind

_COMPRESSED = frozenset({".css", ".svg"})
_LEVEL = 6


def encoded(path: str, kind: Kind, content: bytes) -> bytes:
    """The bytes of the file for the bytes of the page."""
    # No time and no name inside, so that the same page is the same file.
    return gzip_ng.compress(content, _LEVEL, mtime=0) if is_compressed(path, kind) else content


def unpacked(raw: bytes) -> bytes | None:
    """The bytes of the page for those of a compressed file; None where it is damaged, or empty."""
    try:
        return gzip.decompress(raw) if raw else None
    except (OSError, EOFError, zlib.error):
        return None


def is_compressed(path: str, kind: Kind) -> bool:
    """Whether the file of this path is compressed."""
    return kind == Kind.PAGE or (kind == Kind.FILE and Path(path).suffix in _COMPRESSED)
