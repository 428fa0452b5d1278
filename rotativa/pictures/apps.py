from django.apps import AppConfig
from django.conf import settings


class PicturesConfig(AppConfig):
    name = "rotativa.pictures"
    label = "pictures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tells the press what pages can ask of pictures, and Pillow where to stop."""
        # Models are loaded only now, and these modules need them.
        from PIL import Image  # noqa: PLC0415

        from rotativa.pictures import files  # noqa: PLC0415
        from rotativa.pictures.facets import alt, card, phone  # noqa: PLC0415
        from rotativa.press.registry import Files, registry  # noqa: PLC0415

        registry.facet(card, phone, alt)
        registry.public_files(Files(files.PREFIX, files.read))
        # Pillow refuses by itself what has twice as many pixels, before it unpacks anything.
        Image.MAX_IMAGE_PIXELS = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
