"""Words for addresses: from a headline in any script to one segment of a path."""

import re
import unicodedata

MOST_BYTES = 180
"""The longest slug, in bytes of UTF-8: one segment is a file's name, and file systems stop at 255 bytes."""

RESERVED = frozenset(
    {
        "topics",
        "authors",
        "kinds",
        "pictures",
        "documents",
        "assets",
        "desk",
        "live",
        "search",
        "feed",
        "sitemap",
        "index",
        "404",
        "410",
    }
)
"""Segments that lists and machines keep for themselves."""

_BUCKET = re.compile(r"\d{4}-\d{2}")
_YEAR = re.compile(r"\d{1,4}")
_NOT_A_WORD = re.compile(r"[^\w]+", re.UNICODE)
_SLUG = re.compile(r"[\w]+(?:-[\w]+)*", re.UNICODE)


def slugify(words: str) -> str:
    """A slug for these words in their own script: lower case, NFC, words joined by hyphens, at most 180 bytes.

    Accents and every alphabet stay (browsers show them, and a reader can read them aloud); marks, emoji and punctuation
    go. Empty where no letter or digit is left.
    """
    text = unicodedata.normalize("NFC", words).lower()
    # Vowel signs of Arabic (category Mn) are no word characters to ``re``; they go without cutting the word.
    text = "".join(sign for sign in text if unicodedata.category(sign) not in ("Mn", "Cf", "Lm") or sign.isalnum())
    joined = "-".join(part for part in _NOT_A_WORD.sub(" ", text.replace("_", " ")).split() if part)
    return shorten(joined)


def shorten(slug: str, room: int = MOST_BYTES) -> str:
    """The slug cut to ``room`` bytes, at a hyphen where there is one in its second half, never inside a letter."""
    if len(slug.encode()) <= room:
        return slug
    cut = slug.encode()[:room].decode("utf-8", "ignore")
    head, hyphen, _ = cut.rpartition("-")
    return head if hyphen and len(head) * 2 >= len(cut) else cut.rstrip("-")


def numbered(slug: str, number: int) -> str:
    """The slug with a number behind it, still within the limit: ``storm`` and 2 give ``storm-2``."""
    suffix = f"-{number}"
    return shorten(slug, MOST_BYTES - len(suffix)) + suffix


def why_not(slug: str) -> str:
    """What is wrong with a slug that somebody typed, in words; empty where it may be used."""
    if not slug:
        return "An address needs at least one letter or digit."
    if unicodedata.normalize("NFC", slug) != slug or not _SLUG.fullmatch(slug):
        return "An address is made of letters and digits, joined by single hyphens."
    if slug != slug.lower():
        return "An address is written in small letters."
    if len(slug.encode()) > MOST_BYTES:
        return f"This address is too long: {len(slug.encode())} bytes, at most {MOST_BYTES}."
    if slug in RESERVED or _BUCKET.fullmatch(slug) or _YEAR.fullmatch(slug):
        return f"“{slug}” is kept for lists and dates. Please choose another word."
    return ""
