"""Has files unpacked in a process apart (``unpacking``), and believes nothing of it beyond what was agreed."""

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from rotativa.pictures import packing
from rotativa.pictures.decoding import FORMATS, NoPicture
from rotativa.pictures.metadata.told import Told
from rotativa.pictures.packing import Packed

MODULE = "rotativa.pictures.unpacking"
PATIENCE = 120.0
"""Seconds by the clock, however busy the machine is."""
_BEGINNINGS = {"webp": b"RIFF", "jpeg": b"\xff\xd8\xff", "avif": b"\0\0\0"}


@dataclass(frozen=True)
class Unpacked:
    """What became of a file."""

    suffix: str
    width: int
    height: int
    public: tuple[Packed, ...]
    thumbnails: tuple[tuple[str, Packed], ...]
    told: Told


def unpack(data: bytes, most_pixels: int, seconds: float, sets: Sequence[str] = ("usual",)) -> Unpacked:
    """Has a file unpacked and packed anew; ``seconds`` of computing until it is unpacked. Raises ``NoPicture``.

    ``sets`` says what is made of it: the ``usual`` files, which every page needs, or the ``better`` ones, or both.
    """
    command = [sys.executable, "-I", "-m", MODULE]
    limits = json.dumps(
        {"pixels": most_pixels, "seconds": seconds, "sets": list(sets), "widths": packing.WIDTHS}
    ).encode()
    try:
        done = subprocess.run(
            command,
            input=limits + b"\n" + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NoPicture("slow") from error
    if done.returncode in (-signal.SIGPROF, -signal.SIGXCPU):
        raise NoPicture("slow")
    head, _line, body = done.stdout.partition(b"\n")
    try:
        return _read(json.loads(head), body)
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, NoPicture):
            raise
        raise NoPicture("damaged") from error  # it broke a decoder


def _read(answer: dict[str, object], body: bytes) -> Unpacked:
    if "refused" in answer:
        values = answer["values"]
        raise NoPicture(str(answer["refused"]), **(values if isinstance(values, dict) else {}))
    suffix, files = str(answer["suffix"]), answer["files"]
    if suffix not in FORMATS.values() or not isinstance(files, list):
        raise ValueError(suffix)
    public, thumbnails, at = [], [], 0
    for spec, kind, width, height, size in files:
        one = Packed(str(kind), int(width), int(height), body[at : at + int(size)])
        if len(one.data) != int(size) or not one.data.startswith(_BEGINNINGS[one.format]):
            raise ValueError(kind)
        at += int(size)
        if spec:
            thumbnails.append((str(spec), one))
        else:
            public.append(one)
    told = Told.from_json(answer["told"])
    sides = int(str(answer["width"])), int(str(answer["height"]))
    return Unpacked(suffix, *sides, tuple(public), tuple(thumbnails), told)
