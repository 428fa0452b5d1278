from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "rotativa.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tells the press what pages can ask of documents, and Wagtail's screens who may do what."""
        # Models are loaded only now, and these modules need them.
        from rotativa.documents import files  # noqa: PLC0415
        from rotativa.documents.facets import card  # noqa: PLC0415
        from rotativa.press.registry import Files, registry  # noqa: PLC0415

        registry.facet(card)
        registry.public_files(Files(files.PREFIX, files.read))
