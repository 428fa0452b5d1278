"""The face of an edition that pages show."""

from collections.abc import Mapping

from rotativa.editions.models import Edition
from rotativa.editions.queries import Masthead
from rotativa.kit.trace import Facet


def _load(codes: tuple[str, ...]) -> Mapping[str, Masthead]:
    return {edition.code: _masthead(edition) for edition in Edition.objects.filter(code__in=codes)}


def _masthead(edition: Edition) -> Masthead:
    return Masthead(
        code=edition.code,
        name=edition.name,
        language=edition.language,
        prefix=edition.prefix,
        direction=edition.direction,
        zone=edition.zone,
        zone_label=edition.zone_label,
        numerals=edition.numerals,
        motto=edition.motto,
        contact=edition.contact,
        first_weekday=edition.first_weekday,
    )


masthead: Facet[Masthead] = Facet("edition.masthead", load=_load, rows={"editions.Edition": "code"})
