import logging

from django.conf import settings

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import Actor, require
from rotativa.pictures.actions.rows import add_public
from rotativa.pictures.apart import unpack
from rotativa.pictures.decoding import NoPicture
from rotativa.pictures.files import placing
from rotativa.pictures.models import Picture
from rotativa.pictures.packing import Packed

log = logging.getLogger(__name__)


def pack_picture(actor: Actor, picture: Picture) -> None:
    """Adds the files that are better for readers and take longer to make. Pages that show the picture get them.

    What somebody changes meanwhile is theirs: then nothing is added, and the picture stays to be packed.
    """
    require(actor, "picture.change")
    made = _made(picture)
    with placing() as placed:
        public = placed.publish(made, picture.named)
        with transaction(actor):
            present: Picture | None = (
                Picture.objects.select_for_update(no_key=True).filter(pk=picture.pk, packed=False).first()
            )
            if present is None or (present.file.name, present.named) != (picture.file.name, picture.named):
                placed.take_back()
                return
            present.packed = True
            present.save(update_fields=["packed"])
            add_public(present, public)
            if public:
                note("picture.packed", [present.thing], details={"title": present.title})


def _made(picture: Picture) -> tuple[Packed, ...]:
    """The better files, unless they weigh more than the usual ones; none where the original cannot be unpacked now."""
    with picture.file.open() as file:
        data = file.read()
    most, seconds = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS, settings.ROTATIVA_PICTURE_SECONDS
    try:
        made = unpack(data, most, seconds, ["better"]).public
    except NoPicture as refused:
        log.warning("Picture %s gets no better files: %s", picture.pk, refused.reason)
        return ()
    usual = sum(picture.public.filter(retired=None, format="webp").values_list("bytes", flat=True))
    return made if sum(len(one.data) for one in made) < usual else ()
