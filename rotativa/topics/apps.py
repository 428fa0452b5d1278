"""A signal is needed in one thing: when migrations have made the column, names from before it are folded."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TopicsConfig(AppConfig):
    name = "rotativa.topics"
    label = "topics"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tells the press what pages can ask of topics, and Wagtail's screens what our verbs mean."""
        # Models are loaded only now, and these modules need them.
        from rotativa.press.registry import registry  # noqa: PLC0415
        from rotativa.staff.wagtail_groups import means  # noqa: PLC0415
        from rotativa.topics import facets, names, shelves  # noqa: PLC0415

        registry.facet(facets.sections, facets.kinds, facets.codes, facets.topics, facets.now, *facets.abouts.values())
        registry.shelf(shelves.all_sections)
        for naming in (names.SECTIONS, names.KINDS, names.TOPICS):
            post_migrate.connect(naming.fold, sender=self, dispatch_uid=f"fold {naming.kind}")
        for kind in ("section", "kind", "topic"):
            means(f"{kind}.change", *(f"topics.{act}_{kind}" for act in ("view", "add", "change")))
