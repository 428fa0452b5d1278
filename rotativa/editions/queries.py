"""Reads of the editions. Pages ask the facet ``edition.masthead`` and the shelf ``editions.all``."""

from dataclasses import dataclass

from rotativa.editions.models import Edition


@dataclass(frozen=True)
class Masthead:
    """An edition as its pages show it."""

    code: str  # BCP 47: "es", "pt-BR"
    name: str  # of the publication in this edition: "Atlas", "أطلس"
    language: str  # the language's own name: "Español"
    prefix: str  # first segment of its paths: "es"
    direction: str  # "ltr" or "rtl"
    zone: str  # IANA: "Europe/Madrid"
    zone_label: str  # what readers see behind a time: "GMT"; may be empty
    numerals: str  # CLDR numbering system: "latn", "arab"
    contact: str  # an address for readers, "desk@atlas.example"
    first_weekday: int  # 0 Monday … 6 Sunday


@dataclass(frozen=True)
class Motto:
    """What stands under the name on an edition's front, and nowhere else."""

    words: str


def codes() -> tuple[str, ...]:
    """The codes of all editions, in their order."""
    return tuple(Edition.objects.values_list("code", flat=True))
