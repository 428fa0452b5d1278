import gc

from django.apps import AppConfig

USUAL = (700, 10, 10)
"""How often Python looks for rubbish by itself."""


class ProjectConfig(AppConfig):
    name = "rotativa.project"
    label = "project"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the system checks, and sets aside what was made while the parts were loaded: it stays."""
        from rotativa.project import checks  # noqa: F401, PLC0415 they register themselves, with settings that are read now

        gc.freeze()
        gc.set_threshold(*USUAL)
