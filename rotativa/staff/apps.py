from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "rotativa.staff"
    label = "staff"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keeps Wagtail's groups in step with new editions, hears of second factors, and says who may do what."""
        # Models are loaded only now, and these modules need them.
        from rotativa.editions.arrivals import when_added  # noqa: PLC0415
        from rotativa.kit import actor, problems  # noqa: PLC0415
        from rotativa.staff import refusing, seats, second_factor, wagtail_groups  # noqa: PLC0415
        from rotativa.staff.mails import machines, sending  # noqa: PLC0415

        actor.say_with(refusing.refusal)
        second_factor.listen()
        seats.listen()
        machines.register()
        problems.register("staff", sending.problems)
        when_added("staff.wagtail_groups", wagtail_groups.sync)
