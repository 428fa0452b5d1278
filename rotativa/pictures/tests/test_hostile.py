"""Files that mean harm are answered in words, soon, and in little memory: some in every run, all of them by command.

``ROTATIVA_TEST_HOSTILE=all pytest rotativa/pictures/tests/test_hostile.py`` asks all and says what was the worst.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import override_settings

from rotativa.pictures.intake import Received, receive
from rotativa.pictures.refusals import Unusable
from rotativa.pictures.tests import hostile, making

ALL = os.environ.get("ROTATIVA_TEST_HOSTILE") == "all"
EVERY = 1 if ALL else 13
MOST_SECONDS, MOST_BYTES = 2.0 if ALL else 4.0, 500 * 1024 * 1024
"""Two seconds are asked of a machine that does nothing else; in every run the tests share theirs."""
TAIL = (b"alert(1)", b"<?php", b"PK\x03\x04", b"%PDF", b"\x7fELF")


WEIGH = """
import resource, sys
from contextlib import suppress
from pathlib import Path
from rotativa.pictures.apart import unpack
from rotativa.pictures.decoding import NoPicture
with suppress(NoPicture):
    unpack(Path(sys.argv[1]).read_bytes(), 100_000_000, 2.0)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


def spent() -> float:
    """Seconds that ended children have computed."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def weight(file: Path, data: bytes) -> int:
    """The most bytes that the process which unpacks it has. Asked by a small process: a child counts its parent's."""
    file.write_bytes(data)
    return int(subprocess.run([sys.executable, "-c", WEIGH, file], check=True, capture_output=True).stdout)


def answer(name: str, data: bytes) -> Received | str:
    """What becomes of a file: what is made of it, or what people are told."""
    try:
        return receive(making.sent(data, name))
    except Unusable as refused:
        return str(refused)


def test_what_means_harm_is_answered_in_words_soon_and_in_little_memory(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    cases = list(hostile.cases())
    assert len(cases) >= 200
    assert len({name for name, _make in cases}) == len(cases)
    slowest, heaviest = ("", 0.0), 0
    for name, make in cases[::EVERY]:
        data, before = make(), spent()
        found, seconds = answer(name, data), spent() - before
        heaviest = max(heaviest, weight(tmp_path / "weighed", data) if ALL else 0)
        slowest = max(slowest, (name, seconds), key=lambda one: one[1])
        assert seconds < MOST_SECONDS, name
        expected = name.partition("-")[0]
        if isinstance(found, str):
            assert expected in ("refused", "either"), (name, found)
            assert f"“{name}”" in found or "…" in found
            assert "Please" in found
        else:
            assert expected in ("taken", "either"), name
            assert not [tail for tail in TAIL for one in found.public if tail in one.data], name
    if ALL:
        worst = f"slowest {slowest[0]}: {slowest[1]:.2f} s; {heaviest // 1024**2} MB at most"
        with capsys.disabled():
            sys.stdout.write(f"\n{len(cases)} files; {worst}\n")
        assert heaviest < MOST_BYTES, worst


@override_settings(ROTATIVA_PICTURE_SECONDS=0.21)
def test_what_takes_too_long_is_ended_wherever_its_decoder_is() -> None:
    found = answer("slow.png", making.bomb(8000))
    assert isinstance(found, str)
    assert "“slow.png” takes too long to unpack" in found


def test_the_process_that_unpacks_gets_no_more_memory_and_writes_no_file(tmp_path: Path) -> None:
    beginning = "from rotativa.pictures.unpacking import _confine; _confine(1_000_000, 60, 0); "
    for act, error in (("bytearray(400_000_000)", "MemoryError"), ("open('x', 'w', 1).write('x\\n')", "OSError")):
        done = subprocess.run(
            [sys.executable, "-c", beginning + act], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert error in done.stderr


def test_a_decoder_that_breaks_breaks_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rotativa.pictures.apart.MODULE", "rotativa.no_such_module")
    found = answer("odd.png", making.jpeg())
    assert isinstance(found, str)
    assert "“odd.png” is damaged" in found
