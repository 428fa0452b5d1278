"""Reads of the bylines.

Pages ask the facets ``author.card`` and ``author.about`` by an identity such as ``2@es``; ``author.portrait``, which is
the same in every edition, by ``2``.
"""

from dataclasses import dataclass

from rotativa.bylines.models import AuthorName


@dataclass(frozen=True)
class AuthorCard:
    """An author in one edition."""

    identity: str
    name: str


@dataclass(frozen=True)
class AuthorAbout:
    """What the page of an author says of them, and no other page."""

    role: str  # "Middle East correspondent"
    biography: str
    contact: str  # an e-mail address, or one that begins with https://; or empty
    key: str  # the address of the key for encrypted mail, or empty


def author_card(row: AuthorName) -> AuthorCard:
    """What the row says."""
    return AuthorCard(identity=f"{row.author_id}@{row.edition_id}", name=row.name)


def author_choices(edition: str, words: str = "", most: int = 50) -> tuple[AuthorCard, ...]:
    """For the desk: up to ``most`` authors that this edition names, those with ``words`` in the name, by name."""
    rows = AuthorName.objects.filter(edition__code=edition, name__icontains=words).order_by("name", "author_id")
    return tuple(author_card(row) for row in rows[:most])
