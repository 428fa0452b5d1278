"""The fronts of the demo: what does not fit is said before anything is built."""

from pathlib import Path

import pytest

from rotativa.demo.errors import ContentError
from rotativa.demo.fronts import mistakes, read_fronts
from rotativa.demo.manuscripts import read_all
from rotativa.demo.newsroom import read_newsroom

WRONG = """
[pt]
arrangement = "quiet"
lead = ["river-keeper", "night-ferry"]
secondary = ["river-keeper"]

[[pt.strip]]
section = "weather"
stories = ["hamas-damascus", "low-tide"]
"""


def _written(folder: Path, text: str) -> Path:
    path = folder / "fronts.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_edition_is_composed_in_its_own_way() -> None:
    fronts, newsroom = read_fronts(), read_newsroom()
    assert [front.edition for front in fronts] == list(newsroom.codes)
    assert len({(front.arrangement, front.zones) for front in fronts}) == len(fronts)
    assert {front.arrangement for front in fronts} == {"lead", "big", "quiet"}
    assert not list(mistakes(fronts, read_all(), newsroom))


def test_what_does_not_fit_is_said(tmp_path: Path) -> None:
    fronts = read_fronts(_written(tmp_path, WRONG))
    assert list(mistakes(fronts, read_all(), read_newsroom())) == [
        "front of pt: “river-keeper” stands there twice",
        "front of pt: there is no story “night-ferry” in this edition",
        "front of pt: there is no story “low-tide” in this edition",
        "front of pt: too many stories for “lead”",
        "front of pt: there is no section “weather”",
    ]


@pytest.mark.parametrize("text", ['[en]\narrangement = "loud"', "[en]\nceiling = []", "[en"])
def test_what_is_no_front_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ContentError, match=r"fronts\.toml"):
        read_fronts(_written(tmp_path, text))
