"""Where documents lie: below the folder of media, for the desk only; the press copies what pages name."""

import re

from django.core.files.storage import default_storage

from rotativa.documents.intake import SUFFIXES

PREFIX = "/documents/"
_HASHES = "[0-9a-f]{32}-[0-9a-f]{8}-"
_PATH = re.compile(rf"/(documents/{_HASHES}[a-z0-9-]+\.(?:{'|'.join(SUFFIXES)}))")


def read(path: str) -> bytes:
    """The bytes behind a public path. Raises ``FileNotFoundError``, also for what is no such path at all."""
    with default_storage.open(name_of(path)) as file:
        return bytes(file.read())


def name_of(path: str) -> str:
    """Where the bytes of a public path are kept. Raises ``FileNotFoundError`` for what is no such path."""
    match = _PATH.fullmatch(path)
    if match is None:
        raise FileNotFoundError(path)
    return match[1]


def called(name: str) -> str:
    """The last part of a kept name as people say it: without the hashes by which no two files are one."""
    return re.sub(f"^{_HASHES}", "", name.rpartition("/")[2])
