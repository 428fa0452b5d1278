from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "rotativa.editions"
    label = "editions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tells the press what pages can ask of editions."""
        # Models are loaded only now, and these modules need them.
        from rotativa.editions import facets  # noqa: PLC0415
        from rotativa.editions.shelves import all_editions  # noqa: PLC0415
        from rotativa.press.registry import registry  # noqa: PLC0415

        registry.facet(facets.masthead, facets.motto)
        registry.shelf(all_editions)
