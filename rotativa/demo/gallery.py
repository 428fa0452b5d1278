"""The drawings of the demo: what ``pictures/index.json`` says of each file beside it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rotativa.demo.errors import ContentError

PICTURES = Path(__file__).parent / "pictures"

CREDIT, AGENCY = "Rui Azevedo", "Atlas"


@dataclass(frozen=True)
class Drawing:
    """One picture with all that is said of it."""

    path: Path
    title: str  # its working name in the desk
    description: str
    alts: Mapping[str, str]  # by the codes of editions
    focus: tuple[float, float]
    credit: str
    agency: str
    place: str
    taken: str
    phone: str  # the file that stands in its place on phones, or empty


def read_gallery(folder: Path = PICTURES) -> Mapping[str, Drawing]:
    """Every drawing by the name of its file. Raises ``ContentError``."""
    index = folder / "index.json"
    try:
        entries = json.loads(index.read_text(encoding="utf-8"))["pictures"]
        return {entry["file"]: _drawing(folder, entry) for entry in entries}
    except FileNotFoundError as error:
        raise ContentError(
            str(index), 0, "there is no such file; it says what the pictures of the demo show"
        ) from error
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise ContentError(index.name, 0, f"{type(error).__name__}: {error}") from error


def _drawing(folder: Path, entry: Mapping[str, Any]) -> Drawing:
    path = folder / entry["file"]
    if not path.is_file():
        raise ContentError("index.json", 0, f"names {path.name}, which does not stand beside it")
    focus = entry.get("focus", {"x": 0.5, "y": 0.5})
    return Drawing(
        path=path,
        title=entry["title"],
        description=entry["description"],
        alts=dict(entry["alt"]),
        focus=(float(focus["x"]), float(focus["y"])),
        credit=entry.get("credit", CREDIT),
        agency=entry.get("agency", AGENCY),
        place=entry.get("place", ""),
        taken=entry.get("taken", ""),
        phone=entry.get("phone", ""),
    )
