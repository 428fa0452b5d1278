"""The faces of an author that pages show, in one edition."""

from collections.abc import Mapping

from rotativa.bylines.models import Author
from rotativa.bylines.names import AUTHORS
from rotativa.bylines.queries import AuthorAbout, AuthorCard, author_card
from rotativa.editions.lasting import Merged, heirs, merged_cards
from rotativa.kit.trace import Facet


def _authors(identities: tuple[str, ...]) -> Mapping[str, AuthorCard | Merged]:
    found = {identity: author_card(row) for identity, row in AUTHORS.find(identities).items()}
    return found | merged_cards(Author, set(identities) - found.keys())


def _abouts(identities: tuple[str, ...]) -> Mapping[str, AuthorAbout]:
    found = AUTHORS.find(identities)
    return {each: AuthorAbout(row.role, row.biography, row.contact, row.key) for each, row in found.items()}


def _portraits(identities: tuple[str, ...]) -> Mapping[str, str]:
    rows = Author.objects.filter(pk__in=map(int, identities), portrait__isnull=False).only("portrait")
    return {str(row.pk): str(row.portrait_id) for row in rows}


authors: Facet[AuthorCard | Merged] = Facet(
    "author.card", _authors, rows={"bylines.AuthorName": "author_id", "bylines.Author": "id"}
)
about: Facet[AuthorAbout] = Facet(
    "author.about", _abouts, rows={"bylines.AuthorName": "author_id", "bylines.Author": "id"}
)
now = Facet[str](
    "author.now",
    lambda identities: {str(one): str(into) for one, into in heirs(Author, map(int, identities)).items()},
    rows={"bylines.Author": "id"},
)
"""The author that one was merged into; identity ``2``. None where it is themselves, whatever they are called."""
portraits: Facet[str] = Facet("author.portrait", _portraits, rows={"bylines.Author": "id"})
"""The picture of an author, by identity (``2``); None without one. Apart from the name, which many more pages show."""
