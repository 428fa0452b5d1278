"""A facet that reads past its rows in three ways."""

from django.db import connection

from rotativa.topics.models import Topic


def by_values(identities: tuple[str, ...]) -> dict[str, str]:
    return {str(number): slug for number, slug in Topic.objects.values_list("id", "slug")}


def by_hand(identities: tuple[str, ...]) -> dict[str, str]:
    return {str(topic.pk): topic.slug for topic in Topic.objects.raw("SELECT * FROM topics_topic")}


def by_cursor(identities: tuple[str, ...]) -> dict[str, str]:
    with connection.cursor() as cursor:
        return dict(cursor.execute("SELECT id, slug FROM topics_topic"))
