from django.apps import AppConfig


class FrontsConfig(AppConfig):
    name = "rotativa.fronts"
    label = "fronts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tells the press what pages can ask of fronts, and the desk's home what went wrong with one."""
        # Models are loaded only now, and these modules need them.
        from rotativa.fronts import facets, problems  # noqa: PLC0415
        from rotativa.kit import problems as known_problems  # noqa: PLC0415
        from rotativa.press.registry import registry  # noqa: PLC0415

        registry.facet(facets.composition)
        known_problems.register("fronts", problems.problems)
