from django.apps import AppConfig


class DaybookConfig(AppConfig):
    name = "rotativa.daybook"
    label = "daybook"
    default_auto_field = "django.db.models.BigAutoField"
