"""The voice of an edition: its masthead, the theme's words in its language, and its forms of days and numbers."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from rotativa.editions.queries import Masthead
from rotativa.kit import trace
from rotativa.kit.languages import name_in, with_territory
from rotativa.reader import reads
from rotativa.reader.formatting import Formatter
from rotativa.reader.texts import Words, words_for

_ARABIC = "Arab"
_OTHER_RIGHT_TO_LEFT = frozenset({"he", "yi", "dv", "nqo", "syr"})


@dataclass(frozen=True)
class Voice:
    """How one edition speaks."""

    masthead: Masthead

    @property
    def code(self) -> str:
        """The edition's language tag."""
        return self.masthead.code

    @property
    def front(self) -> str:
        """The path of the edition's front."""
        return f"/{self.masthead.prefix}/"

    @property
    def motto(self) -> str:
        """What stands under the name on the front; asked there and for the manifest: no other page depends on it."""
        motto = reads.motto(self.code)
        return motto.words if motto is not None else ""

    @cached_property
    def words(self) -> Words:
        """The theme's words."""
        return words_for(self.code)

    @cached_property
    def format(self) -> Formatter:
        """Days, times, numbers."""
        return Formatter(self.code, self.masthead.zone, self.masthead.zone_label, self.masthead.numerals)

    @property
    def script(self) -> str:
        """Which typography applies."""
        return script_of(self.code, self.masthead.direction)

    @property
    def locale(self) -> str:
        """The name of the locale for Open Graph, which wants a territory."""
        return with_territory(self.code)

    def language(self, tag: str) -> str:
        """The name of a language in this edition's own, without its region."""
        return name_in(tag.partition("-")[0], self.code)


def script_of(tag: str, direction: str) -> str:
    """``arabic`` for languages in Arabic letters, ``latin`` for all others: the two typographies of the theme."""
    explicit = [subtag for subtag in tag.split("-")[1:] if len(subtag) == len(_ARABIC) and subtag.isalpha()]
    if explicit:
        is_arabic = _ARABIC in explicit
    else:
        is_arabic = direction == "rtl" and tag.partition("-")[0] not in _OTHER_RIGHT_TO_LEFT
    return "arabic" if is_arabic else "latin"


def voice_of(code: str) -> Voice | None:
    """The voice of an edition; None where there is none of this code."""
    return trace.once(("voice", code), lambda: _voice(code))


def all_voices() -> tuple[Voice, ...]:
    """The voices of all editions, in the newsroom's order."""
    return trace.once("voices", _voices)


def _voice(code: str) -> Voice | None:
    masthead = reads.masthead(code)
    return None if masthead is None else Voice(masthead)


def _voices() -> tuple[Voice, ...]:
    codes = reads.all_editions(reads.ALL)
    reads.masthead.many(codes)
    return tuple(voice for code in codes if (voice := voice_of(code)) is not None)
