"""Languages, by BCP 47 tag, from CLDR: names, script direction, numerals, first day of the week.

Any well-formed tag is welcome. What CLDR does not know of it is answered from the nearest tag that it does know
(``fa-AF`` for ``prs``, ``es-419`` for ``es-419-x-atlas``), and with the plainest answer where there is none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Literal, overload

from babel.core import Locale, UnknownLocaleError, get_global
from babel.localedata import locale_identifiers

LONGEST_TAG = 35
"""What RFC 5646 asks every system to have room for."""
LONGEST_LANGUAGE = 3
"""The letters of a language at the most, as they are given out; a form of up to eight is kept free."""

_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})"  # language, with its extended subtags
    r"(?:-[a-z]{4})?"  # script
    r"(?:-(?:[a-z]{2}|\d{3}))?"  # region
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*"  # variants
    r"(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*"  # extensions
    r"(?:-x(?:-[a-z0-9]{1,8})+)?"  # private use
)
_TWO_LETTERS = re.compile(r"[a-zA-Z]{2}")
_FOUR_LETTERS = re.compile(r"[a-zA-Z]{4}")
_PRIVATE = re.compile(r"x(?:-[a-z0-9]{1,8})+")
_TERRITORY = re.compile(r"[A-Z]{2}|\d{3}")
_RIGHT_TO_LEFT = re.compile(  # scripts by their ISO 15924 codes
    r"Adlm|Arab|Aran|Armi|Avst|Chrs|Cprt|Elym|Gara|Hatr|Hebr|Hung|Khar|Lydi|Mand|Mani|Mend|Merc|Mero|Narb|Nbat|Nkoo|Orkh|Ougr|"
    r"Palm|Phli|Phlp|Phnx|Prti|Rohg|Samr|Sarb|Sogd|Sogo|Syr[cejn]|Thaa|Yezi"
)
_PLACELESS = "root"  # CLDR's data for no language in particular


class NoTag(ValueError):
    """This is not how languages are written. The message says how."""


def canonical(tag: str) -> str:
    """The tag as it is written: ``pt-BR`` for ``pt_br``, ``he`` for ``iw``. Raises ``NoTag`` where it is none."""
    plain = tag.strip().replace("_", "-").lower()
    if len(plain) > LONGEST_TAG or not (_TAG.fullmatch(plain) or _PRIVATE.fullmatch(plain)):
        raise NoTag(f"“{tag}” is no language tag. It is written like “es”, “pt-BR” or “uz-Arab” (BCP 47).")
    language, *others = plain.split("-")
    renamed = str(get_global("language_aliases").get(language, ""))
    if _TWO_LETTERS.fullmatch(language) and renamed.isalpha():  # what ISO 639-1 itself withdrew: "iw", "in", "ji"
        language = renamed
    return "-".join([language, *_cased(others)])


def own_name(tag: str) -> str:
    """The language's name in itself, as a heading (``Español``, ``العربية``); empty where CLDR does not know it."""
    locale = cldr(tag)
    if locale.language == _PLACELESS:
        return ""
    name = locale.languages.get(str(locale)) or locale.get_display_name(locale) or ""
    # Title case, not upper case: a Georgian heading begins with an ordinary letter.
    return name[:1].title() + name[1:]


def name_in(tag: str, language: str) -> str:
    """The name of a language in another (``Spanish`` for ``es`` in ``en``); the tag itself where CLDR has none."""
    reader = cldr(language)
    if reader.language == _PLACELESS:
        reader = Locale("en")
    spellings = list(_spellings(tag))
    locale = cldr(tag)
    exact = reader.languages.get(spellings[0])
    if exact:
        return str(exact)
    if locale.language != _PLACELESS:
        return str(reader.languages.get(str(locale)) or locale.get_display_name(reader))
    return next((str(reader.languages[name]) for name in spellings if name in reader.languages), tag)


def meant(words: str, language: str) -> str:
    """The tag that somebody means who writes a tag, or the name of a language in English or in their own.

    ``sw`` for ``SW`` and for ``Swahili``, and for ``suajili`` of whom reads Spanish. Raises ``NoTag`` where it is
    neither. A word would pass for a tag by its form: in a language's place BCP 47 has room for eight letters, and no
    language of more than three.
    """
    named = _by_name(language).get(words.strip().casefold()) or _by_name("en").get(words.strip().casefold())
    try:
        tag = canonical(words)
    except NoTag:
        if named:
            return named
        raise
    if len(tag.partition("-")[0]) <= LONGEST_LANGUAGE:
        return tag
    if named:
        return named
    raise NoTag(f"“{words}” is neither a language tag nor the name of a language that CLDR knows.")


@lru_cache(maxsize=16)
def _by_name(language: str) -> dict[str, str]:
    """Tags by the names that languages have in this one; the shortest where two are called the same."""
    names = cldr(language).languages
    return {str(names[key]).casefold(): _written(key) for key in sorted(names, key=len, reverse=True) if _written(key)}


def are_same(one: str, other: str) -> bool:
    """Whether two tags name one language, whatever its script or region: ``pt-BR`` and ``pt``."""
    return _spoken(one) == _spoken(other)


def nearest(wanted: Iterable[str], known: Sequence[str]) -> str:
    """The first of the wanted tags that is known, as it is or in another script or region; empty where none is."""
    by_tag = {tag.lower(): tag for tag in reversed(known)}
    by_language = {_spoken(tag): tag for tag in reversed(known)}
    found = (by_tag.get(tag.lower()) or by_language.get(_spoken(tag)) for tag in wanted)
    return next(filter(None, found), "")


def _spoken(tag: str) -> str:
    return tag.lower().partition("-")[0]


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """The direction of the script that the language is usually written in, or that the tag names."""
    return "rtl" if _RIGHT_TO_LEFT.fullmatch(_script(tag)) else "ltr"


def numerals(tag: str) -> str:
    """The numbering system that the language uses by default: ``latn``, ``arab``, ``arabext``, ``deva``."""
    return str(cldr(tag).default_numbering_system)


def with_territory(tag: str) -> str:
    """The tag as others want it who know no language without a territory: ``pt_BR``, ``en_US`` for ``en``.

    Where the tag names none it is that of most who read the language (CLDR's likely subtags). A language stands alone
    where CLDR knows no territory either, and one that it does not know is none: empty.
    """
    locale = cldr(tag)
    if locale.language == _PLACELESS:
        return ""
    likely = get_global("likely_subtags")
    names = (str(locale), locale.language)
    found = locale.territory or next((str(likely[name]).rpartition("_")[2] for name in names if name in likely), "")
    return f"{locale.language}_{found}" if _TERRITORY.fullmatch(found) else str(locale.language)


def writes_numbers(tag: str, system: str) -> bool:
    """Whether CLDR can write this language's numbers in that numbering system."""
    return system in cldr(tag).number_symbols


def first_weekday(tag: str) -> int:
    """The day on which a calendar's week begins: 0 for Monday, 6 for Sunday."""
    return int(cldr(tag).first_week_day)


@lru_cache(maxsize=512)
def cldr(tag: str) -> Any:  # babel.Locale, which carries no types
    """CLDR's data nearest to the tag; its data for no language in particular where it knows none."""
    for name in _spellings(tag):
        try:
            return Locale.parse(name, resolve_likely_subtags=False)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale(_PLACELESS)


class KnownTags(Sequence[tuple[str, str]]):
    """Every tag that CLDR names, with its English name, in alphabetical order; read from CLDR when first asked."""

    @overload
    def __getitem__(self, index: int) -> tuple[str, str]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[tuple[str, str]]: ...
    def __getitem__(self, index: int | slice) -> tuple[str, str] | Sequence[tuple[str, str]]:
        return _known()[index]

    def __len__(self) -> int:
        return len(_known())


@lru_cache(maxsize=1)
def _known() -> tuple[tuple[str, str], ...]:
    names = {*locale_identifiers(), *Locale("en").languages, *get_global("language_aliases")}
    tags = {_written(name) for name in names if name != _PLACELESS}
    return tuple((tag, _english(tag)) for tag in sorted(tags) if tag)


def _english(tag: str) -> str:
    """As ``name_in(tag, "en")``, without parsing a locale: every command walks the whole list at its start."""
    english, spelled = Locale("en"), tag.replace("-", "_")
    if spelled in english.languages:
        return str(english.languages[spelled])
    language, *others = spelled.split("_")
    named = [str(english.scripts.get(part) or english.territories.get(part) or part) for part in others]
    plain = str(get_global("language_aliases").get(language, language))
    name = str(english.languages.get(plain) or english.languages.get(plain.partition("_")[0]) or language)
    return f"{name} ({', '.join(named)})" if named else name


def _written(name: str) -> str:
    try:
        return canonical(name)
    except NoTag:  # CLDR keeps a few old names, such as "en_US_POSIX", under a form of its own
        return ""


def _cased(subtags: list[str]) -> Iterator[str]:
    in_region = True
    for subtag in subtags:
        in_region = in_region and len(subtag) > 1  # behind a single letter everything is written small
        if in_region and _FOUR_LETTERS.fullmatch(subtag):
            yield subtag.title()
        elif in_region and _TWO_LETTERS.fullmatch(subtag):
            yield subtag.upper()
        else:
            yield subtag


def _spellings(tag: str) -> Iterator[str]:
    """CLDR's names for this tag, the nearest first: as it is, by its alias, then with fewer and fewer subtags."""
    subtags = tag.replace("-", "_").split("_")
    plain = subtags[: next((at for at, subtag in enumerate(subtags) if len(subtag) == 1), len(subtags))]
    if not plain:
        yield tag
    for length in range(len(plain), 0, -1):
        name = "_".join(plain[:length])
        yield name
        yield from filter(None, (get_global("language_aliases").get(name), _with_script(name)))
    if plain:
        yield get_global("language_aliases").get(plain[0], plain[0]).partition("_")[0]


def _with_script(name: str) -> str:
    """``pa_Arab`` for ``pa_PK``: a region may tell the script."""
    _, _, region = name.partition("_")
    likely = str(get_global("likely_subtags").get(name, "")).split("_") if region else []
    return "_".join(likely[:2])


def _script(tag: str) -> str:
    for subtag in tag.partition("-x-")[0].split("-")[1:]:
        if _FOUR_LETTERS.fullmatch(subtag):
            return subtag.title()
    for name in _spellings(tag):
        for subtag in str(get_global("likely_subtags").get(name, "")).split("_"):
            if _FOUR_LETTERS.fullmatch(subtag):
                return subtag
    return ""


def isolated(words: object) -> str:
    """Words inside a sentence, in their own direction: a number behind an Arabic name would else stand before it."""
    return f"\u2068{words}\u2069"


_CAPITAL_MONTHS = frozenset({"en", "de"})


def day_pattern(pattern: str, language: str | None) -> str:
    """A pattern of Django's for days (``j M Y``), with months in small letters where the language writes them so.

    Django writes ``M`` with a capital in every language, and ``b`` with none.
    """
    return pattern if (language or "en").partition("-")[0] in _CAPITAL_MONTHS else pattern.replace("M", "b")
