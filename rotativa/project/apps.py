from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "rotativa.project"
    label = "project"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the system checks."""
        from rotativa.project import checks  # noqa: F401, PLC0415 they register themselves, with settings that are read now
