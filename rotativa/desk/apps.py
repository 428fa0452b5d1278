from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "rotativa.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lends the words for facts to whoever stands below, and keeps Wagtail from sending mails."""
        # Names of things are looked up in tables, whose models are loaded only now.
        from rotativa.daybook import saying  # noqa: PLC0415
        from rotativa.desk import compat, telling  # noqa: PLC0415

        saying.register(telling.in_words)
        compat.silence_mails()
