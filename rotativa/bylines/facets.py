"""The faces of an author that pages show, in one edition."""

from collections.abc import Mapping

from rotativa.bylines.names import AUTHORS
from rotativa.bylines.queries import AuthorAbout, AuthorCard, author_card
from rotativa.kit.trace import Facet


def _authors(identities: tuple[str, ...]) -> Mapping[str, AuthorCard]:
    return {identity: author_card(row) for identity, row in AUTHORS.find(identities).items()}


def _abouts(identities: tuple[str, ...]) -> Mapping[str, AuthorAbout]:
    return {identity: AuthorAbout(row.role, row.biography) for identity, row in AUTHORS.find(identities).items()}


authors: Facet[AuthorCard] = Facet(
    "author.card", _authors, rows={"bylines.AuthorName": "author_id", "bylines.Author": "id"}
)
about: Facet[AuthorAbout] = Facet(
    "author.about", _abouts, rows={"bylines.AuthorName": "author_id", "bylines.Author": "id"}
)
