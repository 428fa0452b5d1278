from django.apps import AppConfig
from django.urls import reverse


class DeskConfig(AppConfig):
    name = "rotativa.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lends the words for facts, and the way to a screen, to whoever stands below; keeps Wagtail from mailing."""
        # Names of things are looked up in tables, whose models are loaded only now.
        from rotativa.daybook import saying  # noqa: PLC0415
        from rotativa.desk import compat, telling  # noqa: PLC0415
        from rotativa.staff import links  # noqa: PLC0415
        from rotativa.stories import ports  # noqa: PLC0415

        saying.register(telling.in_words)
        ports.set_schedule_screen(lambda article: reverse("desk:schedule", args=(article,)))
        links.set_person_screen(lambda number: reverse("desk:person", args=(number,)))
        compat.silence_mails()
