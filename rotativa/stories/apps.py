from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "rotativa.stories"
    label = "stories"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Only now do the models exist that these read and listen to.
        from rotativa.documents import uses as document_uses_of  # noqa: PLC0415
        from rotativa.kit import problems as known_problems  # noqa: PLC0415
        from rotativa.pictures import uses  # noqa: PLC0415
        from rotativa.press.registry import registry  # noqa: PLC0415
        from rotativa.staff.doubt import when_in_doubt  # noqa: PLC0415
        from rotativa.staff.leaving import when_leaving  # noqa: PLC0415
        from rotativa.stories import (  # noqa: PLC0415
            days,
            document_uses,
            facets,
            facts,
            leaving,
            news,
            picture_uses,
            problems,
            sharing,
            shelves,
            wagtail_bridge,
        )

        wagtail_bridge.connect()
        registry.facet(
            facets.card, facets.line, facets.writers, facets.signed, facets.filed, facets.full, facets.passage
        )
        registry.facet(facets.gone)
        registry.unseen_verbs(*facts.UNSEEN)
        registry.shelf(shelves.in_edition, shelves.editions, shelves.latest, shelves.months, shelves.month)
        registry.shelf(shelves.month_stories, shelves.all_months, shelves.newest)
        registry.shelf(days.day, days.days, days.beside)
        document_uses_of.register(
            "stories", document_uses.articles_with, document_uses.editions_offering, document_uses.editions_planning
        )
        uses.register(
            "stories", picture_uses.articles_with, picture_uses.articles_showing, picture_uses.editions_planning
        )
        when_leaving("stories", leaving.hand_over, leaving.planned_by)
        when_in_doubt("stories", sharing.take_back_of)
        news.register()
        known_problems.register("stories", problems.problems)
        known_problems.register_alarms("stories", problems.alarms)
