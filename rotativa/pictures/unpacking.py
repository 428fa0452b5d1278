"""The process in which files of unknown origin are unpacked: ``python -m rotativa.pictures.unpacking``.

One file, one process. It may use only so much memory and time, opens and writes no files, and knows nothing that a
file which breaks a decoder could steal: no Django, no database, no secret. In: a line that says the limits, and the
file. Out: a line that says what follows, and the packed pictures one behind another; or why there are none.
"""

import json
import resource
import signal
import sys
from typing import Any

from rotativa.pictures import packing
from rotativa.pictures.decoding import NoPicture, decode
from rotativa.pictures.metadata import told

BESIDES = 200 * 1024 * 1024
"""Bytes of addresses that programs and libraries take before the first pixel; they use a fifth of them."""
MEMORY_A_PIXEL = 4
START = 0.2
"""Seconds that the process itself takes, of those that a file may."""
_MOST_SECONDS = 60
_OPEN_FILES = 32


def main() -> None:
    """Reads one file from standard input and writes what became of it to standard output."""
    limits = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    _confine(limits["pixels"], limits["seconds"], len(data))
    try:
        answer, blobs = _unpacked(data, limits)
    except NoPicture as refused:
        answer, blobs = {"refused": refused.reason, "values": refused.values}, []
    except MemoryError:
        answer, blobs = {"refused": "memory", "values": {}}, []
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    for blob in blobs:
        sys.stdout.buffer.write(blob)


def _confine(pixels: int, seconds: float, size: int) -> None:
    memory = BESIDES + MEMORY_A_PIXEL * pixels + size
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, _MOST_SECONDS),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # ends the process, wherever a decoder may be
    # To pack the pixels takes its time, which no file can choose: this is for unpacking them.
    signal.setitimer(signal.ITIMER_PROF, seconds - START)


def _unpacked(data: bytes, limits: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]]:
    sets, widths = limits["sets"], limits["widths"]
    pixels = decode(data, most_pixels=limits["pixels"], most_width=max(widths))
    found = told.read(data)
    signal.setitimer(signal.ITIMER_PROF, 0)
    usual = packing.public(pixels, widths) if "usual" in sets else ()
    better = packing.better(pixels, widths, usual) if "better" in sets else ()
    thumbnails = packing.thumbnails(pixels) if "usual" in sets else ()
    files = [*(("", one) for one in (*usual, *better)), *thumbnails]
    answer = {
        "suffix": pixels.suffix,
        "width": pixels.width,
        "height": pixels.height,
        "told": found.as_json(),
        "files": [(spec, one.format, one.width, one.height, len(one.data)) for spec, one in files],
    }
    return answer, [one.data for _spec, one in files]


if __name__ == "__main__":
    main()
