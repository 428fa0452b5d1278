"""Words that show nothing, though they are not empty: what was pasted may be joiners and marks of direction alone."""

import unicodedata

_NOTHING = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {chr(sign) for sign in range(0xFE00, 0xFE10)}
"""Letters, accents and a sign that are drawn as nothing."""


def is_blank(text: str) -> bool:
    """Whether nobody would see anything of this text."""
    return all(sign in _FILLERS or unicodedata.category(sign) in _NOTHING for sign in text)


def shown(text: str) -> str:
    """The text as it is; empty where it shows nothing."""
    return "" if is_blank(text) else text
