"""A signal is needed in one thing: when migrations have made the column, names from before it are folded."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BylinesConfig(AppConfig):
    name = "rotativa.bylines"
    label = "bylines"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tells the press what pages can ask of authors, and Wagtail's screens what our verb means."""
        # Models are loaded only now, and these modules need them.
        from rotativa.bylines import facets, names, portraits  # noqa: PLC0415
        from rotativa.pictures import uses  # noqa: PLC0415
        from rotativa.press.registry import registry  # noqa: PLC0415
        from rotativa.staff.wagtail_groups import means  # noqa: PLC0415

        registry.facet(facets.authors, facets.about, facets.now, facets.portraits)
        uses.register("authors", portraits.holders, portraits.seen)
        post_migrate.connect(names.AUTHORS.fold, sender=self, dispatch_uid="fold author")
        means("author.change", *(f"bylines.{act}_author" for act in ("view", "add", "change")))
