"""Portraits, of which no article answers to readers: what a picture needs to be one, and where readers see it."""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rotativa.bylines.models import Author, AuthorName
from rotativa.editions.lasting import LIVING
from rotativa.kit.actor import Actor, require
from rotativa.pictures.queries import readiness
from rotativa.pictures.uses import Seen, hold


def require_credit(portrait: int | None) -> None:
    """Raises ``ValidationError`` for the field ``portrait`` where readers would not learn who made the picture.

    Called inside the verb's transaction: until its end nobody takes the credit away.
    """
    if portrait is None:
        return
    hold([str(portrait)])
    if any(not picture.has_credit for picture in readiness([str(portrait)])):
        raise ValidationError({"portrait": _("This picture has no credit. Say first who made it.")})


def editions_that_name(author: Author) -> tuple[str, ...]:
    """The editions in which readers see this author, with the portrait, in the newsroom's order."""
    rows = AuthorName.objects.filter(author=author).order_by("edition__order")
    return tuple(row.edition_id for row in rows)


def may_portray(actor: Actor, author: Author) -> bool:
    """Whether the actor answers for an edition that names the author; of one whom none names, for any."""
    return any(actor.may("author.change", code) for code in editions_that_name(author) or ("",))


def require_portraying(actor: Actor, author: Author) -> None:
    """Raises ``Refused`` unless the actor may change what readers see of this author everywhere."""
    if not may_portray(actor, author):
        require(actor, "author.change", editions_that_name(author)[0])


def holders(picture: str) -> Iterator[str]:
    """The authors whose portrait it is, in words; also those who are no more, as they keep it. Wagtail's index knows of
    some, and not of who took one over in a merge.
    """
    for author in Author.objects.filter(portrait=int(picture)).order_by("pk"):
        name = str(author)
        yield (
            f"{ContentType.objects.get_for_model(Author).name} “{name}”"
            if name
            else _("an author who was merged or removed")
        )


def seen(picture: str) -> Iterator[Seen]:
    """The authors with whom readers see this picture now, in each edition that names them."""
    authors = Author.objects.filter(portrait=int(picture), **LIVING)
    for row in AuthorName.objects.filter(author__in=authors).order_by("author", "edition__order"):
        yield Seen(row.edition_id, _("the author “%(name)s”") % {"name": row.name}, own_alt=False)
