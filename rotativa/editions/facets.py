"""The faces of an edition: what every page shows, and what its front alone does."""

from collections.abc import Mapping

from rotativa.editions.models import Edition
from rotativa.editions.queries import Masthead, Motto
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
        contact=edition.contact,
        first_weekday=edition.first_weekday,
    )


def _mottos(codes: tuple[str, ...]) -> Mapping[str, Motto]:
    return {edition.code: Motto(edition.motto) for edition in Edition.objects.filter(code__in=codes)}


masthead: Facet[Masthead] = Facet("edition.masthead", load=_load, rows={"editions.Edition": "code"})
motto: Facet[Motto] = Facet("edition.motto", load=_mottos, rows={"editions.Edition": "code"})
