from django.apps import AppConfig


class PressConfig(AppConfig):
    name = "rotativa.press"
    label = "press"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers what the press itself prints, and what the desk must be told of it."""
        # Models are loaded only now, and these modules need them.
        from rotativa.kit import problems  # noqa: PLC0415
        from rotativa.press import markers, problems as own  # noqa: PLC0415
        from rotativa.press.registry import registry  # noqa: PLC0415

        markers.register(registry)
        problems.register_machine("press", own.problems)
        problems.register_alarms("press", own.alarms)
