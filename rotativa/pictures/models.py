from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition


class Picture(AbstractImage):  # type: ignore[misc]
    """A picture."""

    admin_form_fields = ("title", "file")


class Rendition(AbstractRendition):  # type: ignore[misc]
    """A size of a picture for the desk."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
