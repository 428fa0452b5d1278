from rotativa.bylines.models import Author, AuthorName
from rotativa.bylines.names import AUTHORS
from rotativa.daybook.writing import note, transaction
from rotativa.editions.naming import Seen
from rotativa.kit.actor import Actor, require
from rotativa.kit.things import thing


def name_author(
    actor: Actor,
    author: Author,
    edition: str,
    *,
    name: str,
    slug: str = "",
    role: str = "",
    biography: str = "",
    contact: str = "",
    key: str = "",
    seen: Seen | None = None,
) -> AuthorName:
    """Names and describes an author in an edition, or does so again.

    Another slug moves their page and leaves a redirect; without a slug one is made from the first name, and kept from
    then on. Raises ``ValidationError``, by field,
    ``Overtaken`` where somebody else has changed the same since the actor saw it.
    """
    require(actor, "author.change", edition)
    with transaction(actor):
        about = {"role": role, "biography": biography, "contact": contact, "key": key}
        given = AUTHORS.give(author, edition, slug=slug, seen=seen, name=name, **about)
        if given.changed:
            verb = "author.named" if given.is_new else "author.renamed"
            note(verb, [thing("author", author.pk)], edition=edition, details=given.details)
    return given.row
