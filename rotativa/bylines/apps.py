from django.apps import AppConfig


class BylinesConfig(AppConfig):
    name = "rotativa.bylines"
    label = "bylines"
    default_auto_field = "django.db.models.BigAutoField"
