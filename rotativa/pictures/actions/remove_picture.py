from django.utils.translation import gettext as _

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import Actor
from rotativa.pictures import uses
from rotativa.pictures.actions.rows import drop_private, drop_public
from rotativa.pictures.keeping import require_keeping
from rotativa.pictures.models import Picture


def why_not_remove(picture: Picture) -> str:
    """Why this picture cannot be deleted, in words; empty where it can."""
    places = uses.places(picture)
    if not places:
        return ""
    return _("“%(title)s” cannot be deleted: it is or was used in %(places)s.") % {
        "title": picture.title,
        "places": uses.named(places),
    }


def remove_picture(actor: Actor, picture: Picture) -> None:
    """Deletes a picture that stands nowhere and that no reader has seen. Raises ``uses.InUse`` and ``Refused``."""
    require_keeping(actor, picture)
    with transaction(actor):
        picture = Picture.objects.select_for_update(no_key=True).get(pk=picture.pk)
        reason = why_not_remove(picture)
        if reason:
            raise uses.InUse(reason)
        note("picture.removed", [picture.thing], details={"title": picture.title})
        drop_private([picture.file.name, *(row.file.name for row in picture.renditions.all())])
        drop_public(set(picture.public.values_list("path", flat=True)))
        picture.delete()
