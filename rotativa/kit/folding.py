"""Words as people look for them: without case, accents or vowel signs, whatever the script.

``Tribunal confirmó``, ``مُحَرِّر`` and ``STRASSE`` are found by ``tribunal confirmo``, ``محرر`` and ``straße``.
Text and question are folded by the same function, so they cannot differ.
"""

import re
import unicodedata
from functools import lru_cache

LONGEST = 60
"""Letters of a word that are kept: what is longer is no word of a language."""

_ALIKE = str.maketrans(
    {"ى": "ي", "ی": "ي", "ک": "ك", "ہ": "ه", "ة": "ه", "ـ": None, "ı": "i", "ł": "l", "ø": "o", "đ": "d"}
)
"""Letters that one writes for another, or that have no accent to lose; Arabic's stretching line is none."""
_SEPARATE = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)
"""Letters of scripts that put no space between words: each is a word here, and several are looked for as a phrase."""
_VIRAMA = 9
_IOTA_BELOW = "\u0345"
"""The one accent that is a letter once case is gone."""


def words(text: str) -> list[str]:
    """The words of a text in reading order, folded."""
    return [word[:LONGEST] for run in text.split() for word in (_known(run) if len(run) <= LONGEST else _of_run(run))]


def _of_run(run: str) -> tuple[str, ...]:
    """The words of what stands between two spaces."""
    if run.isascii() and run.isalnum():
        return (run.lower(),)
    # Accents go anyhow; a thousand on one letter are not sorted first, which takes as their square.
    kept_apart = run.replace(_IOTA_BELOW, "ι")
    bare = "".join(sign for sign in kept_apart if unicodedata.combining(sign) in (0, _VIRAMA))
    kept = []
    for sign in unicodedata.normalize("NFKD", bare).casefold().translate(_ALIKE):
        kind = unicodedata.category(sign)
        if kind[0] in "LN" or (kind[0] == "M" and unicodedata.combining(sign) in (0, _VIRAMA)):
            kept.append(sign)
        elif kind[0] not in "MC":  # accents go, and so do invisible signs, without cutting the word
            kept.append(" ")
    return tuple(_SEPARATE.sub(r" \1 ", "".join(kept)).split())


_known = lru_cache(maxsize=50_000)(_of_run)
"""The same, remembered: a text repeats most of its words. It repeats no paragraph that is written without a space."""
