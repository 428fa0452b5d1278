"""The file of redirects, which servers without Python read. ``tests/serving`` asks a real nginx what it makes of it."""

import logging

import pytest

from rotativa.press.redirects import FILE, LONGEST, Keeper, as_map, line
from rotativa.press.store import WORKSHOP
from rotativa.press.tests import theme
from rotativa.press.tests.conftest import Press


def kept(press: Press) -> list[str]:
    return (press.root / WORKSHOP / FILE).read_text().splitlines()[1:]


def test_the_file_says_what_the_markers_say(press: Press) -> None:
    keeper = Keeper(press.store)
    theme.publish(1, "/en/قصة/")
    press.work()
    keeper.look()
    assert kept(press) == []

    theme.publish(1, "/en/b c/")
    press.work()
    assert keeper.look()
    assert kept(press) == ['"/en/قصة/" "/en/b%20c/";']
    assert not keeper.look(), "nothing was printed"

    theme.publish(1, "/en/d/")
    keeper.look()
    assert kept(press) == ['"/en/قصة/" "/en/b%20c/";'], "the new page is not printed yet"
    press.work()
    assert keeper.look()
    assert sorted(kept(press)) == ['"/en/b c/" "/en/d/";', '"/en/قصة/" "/en/d/";']

    theme.withdraw(1)
    press.work()
    assert keeper.look()
    assert kept(press) == []


def test_a_target_that_is_not_printed_yet_is_left_to_the_marker(press: Press) -> None:
    theme.publish(1, "/en/a/")
    theme.publish(1, "/en/b/")
    press.work()
    theme.publish(1, "/en/c/")
    Keeper(press.store).look()
    assert kept(press) == []


def test_the_press_does_not_take_the_file_away(press: Press) -> None:
    Keeper(press.store).look()
    press.store.tidy()
    press.work()
    assert (press.root / WORKSHOP / FILE).exists()
    assert press.verify().clean


def test_a_full_disk_is_one_line_and_tried_again_later(
    press: Press, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(name: str, content: bytes) -> bool:
        raise OSError(28, "No space left on device")

    keeper = Keeper(press.store)
    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(press.store, "keep", full)
        assert not keeper.look()
        assert not keeper.look()
    assert caplog.text.count("No space left") == 1
    monkeypatch.setattr("rotativa.press.redirects.time.monotonic", lambda: 1e12)
    assert keeper.look()


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ('/en/"quoted"/', r'"/en/\"quoted\"/"'),
        ("/en/back\\slash/", r'"/en/back\\slash/"'),
        ("/en/;}{ $uri/", '"/en/;}{ $uri/"'),
        ("/en/line\nbreak/", ""),
        ("/en/nothing\x00/", ""),
        (f"/en/{'x' * LONGEST}/", ""),
    ],
)
def test_signs_that_nginx_reads(path: str, written: str) -> None:
    lines = as_map({path: line(path, "/en/")}).decode().split("\n", 1)[1]
    assert lines == (f'{written} "/en/";\n' if written else "")


def test_what_is_one_key_to_nginx_is_none_of_both() -> None:
    lines = {path: line(path, "/1/") for path in ("/en/A/", "/en/a/", "/en/b/")}
    assert as_map(lines).decode().splitlines()[1:] == ['"/en/b/" "/1/";']
    assert as_map({path: line(path, "/1/") for path in ("/en/Ä/", "/en/ä/")}).decode().count("/en/") == 2
