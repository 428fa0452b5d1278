"""Many published articles in seconds: copies of one, row by row as the verbs would have left them.

Every copy is a story of its own with its page, address, snapshot and rows, spread over five years; it only lacks facts
and revisions, which the press does not read.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

BEGINNING = timedelta(days=5 * 365)


def multiply(article: int, times: int) -> None:
    """Copies a published article so often."""
    from django.db import connection, transaction
    from wagtail.models import Page

    with transaction.atomic(), connection.constraint_checks_disabled():
        _copy(article, list(_copies(article, times)))
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(_no_style(), [Page]):
                cursor.execute(statement)


def _copies(article: int, times: int) -> Iterator[tuple[int, UUID, datetime]]:
    """Number, story and first publication of every copy."""
    from wagtail.models import Page

    from rotativa.stories.models import ArticlePage

    first = ArticlePage.objects.get(pk=article).first_out
    assert first is not None
    above = Page.objects.order_by("-pk").values_list("pk", flat=True)[0]
    for number in range(1, times + 1):
        yield above + number, uuid4(), first - BEGINNING * number / times


def _copy(article: int, copies: list[tuple[int, UUID, datetime]]) -> None:
    from wagtail.models import Page

    from rotativa.addresses.models import Address
    from rotativa.stories.models import ArticlePage, Snapshot, Story
    from rotativa.stories.models.rows import ArticleAuthorRow, ArticleRow, ArticleTopicRow, StoryRow

    source = ArticlePage.objects.get(pk=article)
    parent = source.get_parent()
    Story.objects.bulk_create([Story(id=story) for _, story, _ in copies])
    Page.objects.bulk_create([_page(source.page_ptr, parent.path, *copy) for copy in copies], batch_size=200)
    for number, story, first in copies:
        source.pk = source.page_ptr_id = number
        source.story_id, source.first_out, source.out_day = story, first, first.date()
        source.save_base(raw=True, force_insert=True)
    Story.objects.bulk_update([Story(id=story, original_id=number) for number, story, _ in copies], ["original"], 200)
    StoryRow.objects.bulk_create(
        [StoryRow(story_id=story, original_edition_id=source.edition_id, changed=first) for _, story, first in copies]
    )
    models: tuple[Any, ...] = (ArticleRow, ArticleTopicRow, ArticleAuthorRow, Snapshot)
    for model in models:
        rows: list[Any] = [
            _row(row, number, story, first)
            for number, story, first in copies
            for row in model.objects.filter(article=article)
        ]
        model.objects.bulk_create(rows, batch_size=200)
    Address.objects.bulk_create(
        Address(
            path=f"/{source.edition_id}/{first:%Y/%m/%d}/copy-{number}/", thing=f"article:{number}", state="current"
        )
        for number, _, first in copies
    )


def _page(source: Any, parent: str, number: int, story: UUID, first: datetime) -> Any:
    from wagtail.models import Page

    fields = {field.attname: getattr(source, field.attname) for field in Page._meta.local_concrete_fields}  # noqa: SLF001 public
    path = Page._get_path(parent, source.depth, number)  # noqa: SLF001 treebeard has no other way
    own = {"id": number, "path": path, "slug": str(story), "translation_key": story, "first_published_at": first}
    return Page(**{**fields, **own, "latest_revision_id": None, "live_revision_id": None})


def _row(row: Any, number: int, story: UUID, first: datetime) -> Any:
    own = {"article_id": number, "story_id": story, "first_published": first, "month": f"{first:%Y-%m}"}
    for name, value in own.items():
        if hasattr(row, name):
            setattr(row, name, value)
    if hasattr(row, "id"):
        row.id = None
    return row


def _no_style() -> Any:
    from django.core.management.color import no_style

    return no_style()
