from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "rotativa.staff"
    label = "staff"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keeps Wagtail's groups in step with new editions, and hears of second factors."""
        # Models are loaded only now, and these modules need them.
        from rotativa.editions.arrivals import when_added  # noqa: PLC0415
        from rotativa.kit import problems  # noqa: PLC0415
        from rotativa.staff import seats, second_factor, wagtail_groups  # noqa: PLC0415
        from rotativa.staff.mails import machines, sending  # noqa: PLC0415

        second_factor.listen()
        seats.listen()
        machines.register()
        problems.register("staff", sending.problems)
        when_added("staff.wagtail_groups", wagtail_groups.sync)
