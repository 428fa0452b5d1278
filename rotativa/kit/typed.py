"""Numbers as addresses and forms bring them: typed by anybody, and so anything."""

MOST_DIGITS = 18
"""Of a number that a database can hold."""


def number(text: str) -> int | None:
    """The number that a text writes in plain digits; None where it is none, or longer than what a database can hold."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
