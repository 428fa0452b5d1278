"""The faces of a picture that pages use: where its files are, what stands for it on phones, its alt text."""

from collections.abc import Mapping

from django.db.models import Prefetch

from rotativa.kit.trace import Facet
from rotativa.pictures.models import AltText, Picture, PublicRendition
from rotativa.pictures.queries import AltText as Alt, PictureCard, PublicFile

# Its size belongs to its focus, which is kept in pixels.
_COLUMNS = ("id", "width", "height", "focal_point_x", "focal_point_y", "credit", "agency")


def _cards(identities: tuple[str, ...]) -> Mapping[str, PictureCard]:
    in_use = PublicRendition.objects.filter(retired=None).order_by("format", "width")
    wanted = [identity for identity in identities if identity.isdecimal()]
    pictures = (
        Picture.objects.filter(pk__in=wanted).only(*_COLUMNS).prefetch_related(Prefetch("public", queryset=in_use))
    )
    return {str(picture.pk): _card(picture) for picture in pictures}


def _card(picture: Picture) -> PictureCard:
    return PictureCard(
        identity=str(picture.pk),
        focus=picture.focus,
        credit=picture.credit,
        agency=picture.agency,
        files=tuple(PublicFile(row.path, row.format, row.width, row.height) for row in picture.public.all()),
    )


def _phones(identities: tuple[str, ...]) -> Mapping[str, str]:
    wanted = [identity for identity in identities if identity.isdecimal()]
    pictures = Picture.objects.filter(pk__in=wanted, phone__isnull=False).only("id", "phone_id")
    return {str(picture.pk): str(picture.phone_id) for picture in pictures}


def _alts(arguments: tuple[str, ...]) -> Mapping[str, Alt]:
    asked = {argument.partition("@")[::2] for argument in arguments}
    identities = {identity for identity, _code in asked if identity.isdecimal()}
    rows = AltText.objects.filter(picture_id__in=identities, edition_id__in={code for _identity, code in asked})
    found = {f"{row.picture_id}@{row.edition_id}": Alt(row.text) for row in rows}
    return {argument: found[argument] for argument in arguments if argument in found}


card: Facet[PictureCard] = Facet(
    "picture.card", load=_cards, rows={"pictures.Picture": "id", "pictures.PublicRendition": "picture_id"}
)
phone: Facet[str] = Facet("picture.phone", load=_phones, rows={"pictures.Picture": "id"})
"""The identity of the picture that stands in its place on narrow screens: only where the whole of it is shown."""

alt: Facet[Alt] = Facet("picture.alt", load=_alts, rows={"pictures.AltText": "picture_id"})
