from django.apps import AppConfig


class FrontsConfig(AppConfig):
    name = "rotativa.fronts"
    label = "fronts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tells the press what pages can ask, pictures who uses them, and the desk's home what went wrong."""
        # Models are loaded only now, and these modules need them.
        from rotativa.fronts import facets, leaving, news, picture_uses, problems, shelves  # noqa: PLC0415
        from rotativa.kit import problems as known_problems  # noqa: PLC0415
        from rotativa.pictures import uses  # noqa: PLC0415
        from rotativa.press.registry import registry  # noqa: PLC0415
        from rotativa.staff.leaving import when_leaving  # noqa: PLC0415

        registry.facet(facets.composition, facets.page_card, facets.page_full, facets.page_policy, facets.navigation)
        registry.shelf(shelves.all_pages)
        uses.register("plain pages", picture_uses.pages_with, picture_uses.pages_showing)
        uses.register("fronts", picture_uses.fronts_with, picture_uses.fronts_showing, picture_uses.editions_planning)
        when_leaving("fronts", leaving.hand_over, leaving.planned_by)
        news.register()
        known_problems.register("fronts", problems.problems)
