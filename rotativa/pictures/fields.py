"""Columns that only pictures have."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from rotativa.pictures.decoding import size_as_seen

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class OriginalFile(WagtailImageFieldFile):
    """The file as it came in. Its size is the one that people see: with the camera's orientation applied."""

    def get_image_dimensions(self) -> tuple[int, int]:
        """Width and height, from the head of the file."""
        closed = self.closed
        self.open()
        try:
            self.seek(0)
            return size_as_seen(self)
        finally:
            if closed:
                self.close()
            else:
                self.seek(0)


class OriginalField(WagtailImageField):
    """The file of a picture. Where it is kept is said by the model's ``get_upload_to``."""

    attr_class = OriginalFile

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "upload_to": _upload_to, "width_field": "width", "height_field": "height"})

    def deconstruct(self) -> Any:
        """Without what this class says itself."""
        name, path, args, kwargs = super().deconstruct()
        return (
            name,
            path,
            args,
            {key: kwargs[key] for key in kwargs if key not in ("upload_to", "width_field", "height_field")},
        )


class DayField(models.CharField[str, str]):
    """A day as far as it is known: ``1987-04-30``, only the month, or only the year."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "max_length": 10})

    def deconstruct(self) -> Any:
        """Without what this class says itself."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length", None)
        return name, path, args, kwargs

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuses what is no day, and days that never were."""
        super().validate(value, model_instance)
        if value:
            check_day(value)

    def formfield(self, **kwargs: Any) -> Any:
        """A line of text that is checked in the form already."""
        return super().formfield(**{"validators": [check_day], **kwargs})


def check_day(value: str) -> None:
    """Refuses what is neither ``1987`` nor ``1987-04`` nor ``1987-04-30``, nor a day that never was."""
    shape = _DAY.fullmatch(value)
    try:
        if shape is None:
            raise ValueError(value)
        year, month, day = (int(part or 1) for part in shape.groups())
        date(year, month, day)
    except ValueError as error:
        raise ValidationError(
            _("“%(value)s” is not a day. Write a day, a month or a year like this: 1987-04-30, 1987-04 or 1987."),
            code="no_day",
            params={"value": value},
        ) from error


def _upload_to(instance: Any, name: str) -> str:
    return str(instance.get_upload_to(name))
