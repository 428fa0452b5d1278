from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from uuid import UUID

import pytest

from rotativa.kit.hashing import fingerprint


class _Colour(Enum):
    RED = "red"


@dataclass(frozen=True)
class _Card:
    name: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Other:
    name: str
    parts: tuple[str, ...] = ()


_VALUES = (
    None, True, 1, 1.0, "1", b"1", "", (), ("",),
    ("a", "b"), ("ab",), (("a",), "b"), {"a": 1}, {"a": "1"}, frozenset({"a"}),
    date(2026, 3, 1), datetime(2026, 3, 1, tzinfo=UTC), UUID(int=1), _Card("a"), _Card("a", ("b",)), _Other("a"),
)  # fmt: skip


def test_different_values_have_different_fingerprints() -> None:
    assert len({fingerprint(value) for value in _VALUES}) == len(_VALUES)


def test_equal_values_have_one_fingerprint() -> None:
    assert fingerprint(_Card("a", ("b",))) == fingerprint(_Card("a", ("b",)))
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    assert fingerprint(frozenset("abc")) == fingerprint(frozenset("cba"))
    assert fingerprint(_Colour.RED) == fingerprint("red")


def test_a_fingerprint_is_the_same_in_every_process() -> None:
    assert fingerprint(_Card("أطلس", ("b",))).hex() == "b6c07a396af136015adc2f09d76b0e57"


@pytest.mark.parametrize("value", [[], {1}, object(), ("a", [])])
def test_what_can_change_has_no_fingerprint(value: object) -> None:
    with pytest.raises(TypeError, match="frozen"):
        fingerprint(value)
