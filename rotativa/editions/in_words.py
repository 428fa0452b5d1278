"""What an edition is called in the words of whoever reads a sentence of the desk or a mail."""

from django.utils.translation import get_language

from rotativa.kit.languages import name_in


def language_name(code: str) -> str:
    """The language of an edition in the language that is active here: ``Spanish``, or ``español``."""
    return name_in(code, get_language() or "en")
