"""SQLite plans by what it knows of its tables."""

from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Locale, Page

from rotativa.project.planning import gather_statistics
from rotativa.stories.models import ArticlePage

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL gathers them by itself"),
]


def test_one_article_is_not_looked_for_through_all() -> None:
    """As Wagtail does at each save and each publication."""
    kind, locale = ContentType.objects.get_for_model(ArticlePage), Locale.objects.get()
    shared = {"depth": 3, "content_type": kind, "locale": locale}
    Page.objects.bulk_create(
        Page(path=f"00010009{number:04}", slug=str(uuid4()), title="x", translation_key=uuid4(), **shared)
        for number in range(500)
    )
    one = Page.objects.filter(depth=3, path__range=("000100090000", "00010009ZZZZ"), slug=str(uuid4())).order_by()

    gather_statistics()

    assert "wagtailcore_page_slug" in one.explain()
