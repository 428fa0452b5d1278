"""What can be said of a picture, as verbs take it."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Collection

from rotativa.editions.models import Edition
from rotativa.kit.blank import shown
from rotativa.pictures.models import AltText, Picture


class Columns(TypedDict, total=False):
    """What is not named stays as it is. ``focus`` is 0 to 1 from the upper left, ``tags`` are words."""

    title: str
    description: str
    credit: str
    agency: str
    copyright: str
    place: str
    taken: str
    phone: Picture | None
    collection: Collection
    tags: Sequence[str]
    focus: tuple[float, float] | None
    focal_point_x: int | None
    focal_point_y: int | None
    focal_point_width: int | None
    focal_point_height: int | None


FOCAL = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
_FRAME = 5
"""The frame around a focal point, as part of the picture's shorter side: one part in five."""


def plain(columns: Columns, size: tuple[int, int]) -> dict[str, Any]:
    """The columns as the model has them, without tags: a ``focus`` becomes Wagtail's frame in pixels."""
    values: dict[str, Any] = {name: value for name, value in columns.items() if name not in ("tags", "focus")}
    if "focus" in columns:
        focus = columns["focus"]
        if focus is None:
            values.update(dict.fromkeys(FOCAL))
        else:
            frame = max(1, min(size) // _FRAME)
            values.update(zip(FOCAL, (round(focus[0] * size[0]), round(focus[1] * size[1]), frame, frame), strict=True))
    return {name: shown(value.strip()) if isinstance(value, str) else value for name, value in values.items()}


def apply(picture: Picture, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Sets what differs and gives its names. Raises ``ValidationError``, by field."""
    changed = tuple(name for name, value in values.items() if getattr(picture, name) != value)
    for name in changed:
        setattr(picture, name, values[name])
    picture.clean_only(*changed)
    return changed


def set_tags(picture: Picture, tags: Sequence[str]) -> bool:
    """Sets the tags; whether they are others than before."""
    if sorted(tags) == sorted(picture.tags.names()):
        return False
    picture.tags.set(tags)
    return True


def set_alts(picture: Picture, alts: Mapping[str, str]) -> tuple[str, ...]:
    """Sets alt texts by the codes of editions (an empty one takes it away) and gives the codes that changed."""
    known = {row.edition_id: row for row in AltText.objects.filter(picture=picture, edition_id__in=alts)}
    changed = []
    for code, words in alts.items():
        text = shown(" ".join(words.split()))
        row = known.get(code)
        if text == (row.text if row else ""):
            continue
        changed.append(code)
        if row and not text:
            row.delete()
            continue
        row = row or AltText(picture=picture, edition_id=code)
        row.text = text
        _check(row)
        row.save()
    return tuple(changed)


def _check(row: AltText) -> None:
    if row.pk is None and not Edition.objects.filter(code=row.edition_id).exists():
        raise ValidationError(_("There is no edition “%(code)s”.") % {"code": row.edition_id})
    try:
        row.clean_fields(exclude=("picture", "edition"))
    except ValidationError as error:
        raise ValidationError({f"alt_{row.edition_id}": error.message_dict["text"]}) from error
