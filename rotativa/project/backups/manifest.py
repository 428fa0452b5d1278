"""The list of what belongs to a backup, and how much of it is believed."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from rotativa.project.backups.files import ARRIVING, write
from rotativa.project.backups.problems import Unfit

FORMAT = 1
"""The number of this layout. Another one is refused: who reads it wrongly loses a newsroom."""
FILE = "manifest.json"
SUM = f"{FILE}.sha256"
MEDIA, WORDMARKS = "media", "wordmarks"
ENGINES = ("sqlite", "postgresql")
DATABASE = "database"


@dataclass(frozen=True)
class Kept:
    """A file, as it was when it was written."""

    bytes: int
    sha256: str


@dataclass
class Manifest:
    """What a backup is of, and every file in it by its path."""

    made: str  # the moment of its database
    rotativa: str
    engine: str
    server: str
    migrations: list[str]
    fact: int  # the last one of the daybook
    schema: str = ""
    missing: list[str] = field(default_factory=list)  # the database names them, and there were no such files
    files: dict[str, Kept] = field(default_factory=dict)

    @property
    def bytes(self) -> int:
        """The length of all its files."""
        return sum(kept.bytes for kept in self.files.values())

    def below(self, top: str) -> Iterator[tuple[str, Kept]]:
        """The files of one folder, by their path in it."""
        for name, kept in self.files.items():
            if name.startswith(f"{top}/"):
                yield name.removeprefix(f"{top}/"), kept

    def keep(self, folder: Path) -> None:
        """Writes it beside the files that it lists; ``sha256sum --check`` reads its sum."""
        data = json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1).encode()
        write(folder / SUM, f"{sha256(data).hexdigest()}  {FILE}\n".encode())
        write(folder / FILE, data)


def read(folder: Path) -> Manifest:
    """The manifest of a backup. Raises ``Unfit`` for what is none, is damaged, or is of another format."""
    file = folder / FILE
    try:
        data, summed = file.read_bytes(), (folder / SUM).read_text("ascii").split()
    except (OSError, UnicodeDecodeError) as error:
        if within := sorted(each.parent for each in folder.glob(f"*/{FILE}") if not each.parent.name.startswith(".")):
            raise Unfit(f"“{folder}” is no backup but holds some. Name one, such as “{within[-1]}”.") from error
        raise Unfit(f"“{folder}” is no backup: it has no {FILE} with its {SUM} that can be read.") from error
    if summed[:1] != [sha256(data).hexdigest()]:
        raise Unfit(f"“{file}” is damaged: it is not what its {SUM} says. Take another copy of this backup.")
    try:
        return _understood(json.loads(data), file)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unfit(f"“{file}” cannot be understood ({error}).") from error


def _understood(said: dict[str, object], file: Path) -> Manifest:
    version = said.pop("format")
    if version != FORMAT:
        raise Unfit(
            f"“{file}” is of format {version}, and this Rotativa knows format {FORMAT} only. "
            f"Use the version that made it: {said.get('rotativa')}."
        )
    listed = said.pop("files")
    if not isinstance(listed, dict):
        raise TypeError("no list of files")
    manifest = Manifest(**said)  # type: ignore[arg-type]  # what does not fit raises TypeError
    if not all(isinstance(names, list) and all(isinstance(name, str) for name in names) for names in _lists(manifest)):
        raise TypeError("no list of names")
    for name, kept in listed.items():
        if not is_safe(name):
            raise Unfit(
                f"“{file}” names “{name}”, which would lie outside, or in the way of a restore. "
                "This backup was tampered with; do not use it."
            )
        manifest.files[name] = Kept(int(kept["bytes"]), str(kept["sha256"]))
    if manifest.engine not in ENGINES:
        raise Unfit(f"“{file}” is of a database that this Rotativa does not know: {manifest.engine}.")
    return manifest


def _lists(manifest: Manifest) -> tuple[object, object]:
    return manifest.migrations, manifest.missing


def is_safe(name: str) -> bool:
    """Whether a path in a manifest stays inside: it has no other form, and begins with what we write."""
    path = PurePosixPath(name)
    plain = "\\" not in name and "\0" not in name and str(path) == name and not path.is_absolute()
    if not plain or ".." in path.parts:
        return False
    if len(path.parts) == 1:
        return path.stem == DATABASE
    return path.parts[0] in (MEDIA, WORDMARKS) and path.parts[1] != ARRIVING  # where a restore puts its own
