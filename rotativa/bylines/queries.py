"""Reads of the bylines. Pages ask the facets ``author.card`` and ``author.about``, by an identity such as ``2@es``."""

from dataclasses import dataclass

from rotativa.bylines.models import AuthorName


@dataclass(frozen=True)
class AuthorCard:
    """An author in one edition."""

    identity: str
    name: str
    portrait: str  # identity of a picture, or empty


@dataclass(frozen=True)
class AuthorAbout:
    """What the page of an author says of them, and no other page."""

    role: str  # "Middle East correspondent"
    biography: str
    contact: str  # an e-mail address, or one that begins with https://; or empty
    key: str  # the address of the key for encrypted mail, or empty


def author_card(row: AuthorName) -> AuthorCard:
    """The card of a row loaded with its author."""
    portrait = row.author.portrait_id
    return AuthorCard(
        identity=f"{row.author_id}@{row.edition_id}",
        name=row.name,
        portrait="" if portrait is None else str(portrait),
    )


def author_choices(edition: str, words: str = "", most: int = 50) -> tuple[AuthorCard, ...]:
    """For the desk: up to ``most`` authors that this edition names, those with ``words`` in the name, by name."""
    rows = (
        AuthorName.objects.filter(edition__code=edition, name__icontains=words)
        .select_related("author")
        .order_by("name", "author_id")
    )
    return tuple(author_card(row) for row in rows[:most])
