"""Very many published articles in a minute: copies of some, row by row as the verbs would have left them.

A story is copied with all its articles, spread over ten years. Every copy has its own page, revision, address,
snapshot, fact, and rows of the read table, of Wagtail's log and of its index of references; only words are shared, and
Wagtail's search knows none of them. The stories near it are those that were copied in the same round, as those near an
article are of its days. The database copies: one table tells it which article becomes which.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

YEARS = timedelta(days=10 * 365)

PLAN = "bench_copies"
_COLUMNS = "source, number, story, first, day, month, tree, slug, address, thing, revision, model, near"
_OF_ITS_OWN = {
    "stories_story": {"id": "c.story", "original_id": "c.number"},
    "wagtailcore_page": {
        "id": "c.number",
        "path": "c.tree",
        "slug": "c.slug",
        "translation_key": "c.story",
        "first_published_at": "c.first",
        "latest_revision_id": "c.revision",
        "live_revision_id": "c.revision",
        "url_path": "c.address",
    },
    "stories_articlepage": {
        "page_ptr_id": "c.number",
        "story_id": "c.story",
        "first_out": "c.first",
        "out_day": "c.day",
    },
    "wagtailcore_revision": {"id": "c.revision", "object_id": "CAST(c.number AS VARCHAR(255))"},
    "addresses_address": {"path": "c.address", "thing": "c.thing"},
    "daybook_factrow": {"at": "c.first"},
    "stories_snapshot": {"near": "c.near"},
    "stories_storyrow": {"changed": "c.first"},
    "stories_articlerow": {
        "day": "CAST(c.day AS VARCHAR(10))",
        "story_changed": "c.first",
        "changed": "c.first",
        "since": "c.first",
    },
}
"""Table and column: what a copy has instead of what its source has. Other columns are taken over."""
_OF_THE_ARTICLE = {
    "article_id": "c.number",
    "page_id": "c.number",
    "story_id": "c.story",
    "first_published": "c.first",
    "month": "c.month",
    "object_id": "CAST(c.number AS VARCHAR(255))",
}


@dataclass(frozen=True)
class _Source:
    """An article that is copied: its page, story, edition, the path of its container in Wagtail's tree, and the stories
    near it."""

    number: int
    story: UUID
    is_original: bool
    edition: str
    parent: str
    near: tuple[str, ...]


def multiply(articles: Sequence[int], times: int) -> int:
    """Copies the stories of these published articles until there are at least so many copies; gives how many."""
    from django.db import connection, transaction

    from rotativa.project.planning import gather_statistics

    sources = _sources(articles)
    plan = list(_plan(sources, times))
    with transaction.atomic(), connection.constraint_checks_disabled(), connection.cursor() as cursor:
        _write_plan(cursor, plan)
        for table, key in _tables():
            _copy(cursor, table, key)
        _copy_words(cursor)
        _close(cursor)
    if connection.vendor == "postgresql":  # which does so by itself, later
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    gather_statistics()  # as the scheduler does every hour
    return len(plan)


def _sources(articles: Sequence[int]) -> list[list[_Source]]:
    """By story."""
    from rotativa.stories.models import ArticlePage, Snapshot

    near = dict(Snapshot.objects.filter(article__in=articles).order_by("pk").values_list("article_id", "near"))
    stories: dict[UUID, list[_Source]] = {}
    pages = ArticlePage.objects.filter(pk__in=articles, live=True).select_related("story").order_by("pk")
    for page in pages:
        original = page.story.original_id == page.pk
        parent = page.path[: -page.steplen]
        source = _Source(page.pk, page.story_id, original, page.edition_id, parent, tuple(near[page.pk]))
        stories.setdefault(page.story_id, []).append(source)
    return list(stories.values())


def _plan(sources: list[list[_Source]], times: int) -> Iterator[tuple[Any, ...]]:
    from django.utils import timezone
    from wagtail.models import Page, Revision

    number, revision = (model.objects.order_by("-pk").values_list("pk", flat=True)[0] for model in (Page, Revision))
    now, made = timezone.now(), 0
    while made < times:
        copied = {articles[0].story: uuid4() for articles in sources}
        for articles in sources:
            first = now - YEARS * (1 - min(made / times, 1))
            for source in articles:
                made, number, revision = made + 1, number + 1, revision + 1
                yield _row(source, copied, first, number, revision)


def _row(source: _Source, copied: Mapping[UUID, UUID], first: datetime, number: int, revision: int) -> tuple[Any, ...]:
    from django.db import connection
    from wagtail.models import Page

    is_native = connection.features.has_native_uuid_field
    tree = Page._get_path(source.parent, len(source.parent) // Page.steplen + 1, number)  # noqa: SLF001 no other way
    address = f"/{source.edition}/{first:%Y/%m/%d}/copy-{number}/"
    moment = connection.ops.adapt_datetimefield_value(first)
    story = copied[source.story]
    identity = story if is_native else story.hex
    near = json.dumps([str(copied.get(UUID(name), name)) for name in source.near])
    own = (tree, str(story), address, f"article:{number}", revision, "original" if source.is_original else "")
    return (source.number, number, identity, moment, f"{first:%Y-%m-%d}", f"{first:%Y-%m}", *own, near)


def _write_plan(cursor: Any, plan: list[tuple[Any, ...]]) -> None:
    from django.db import connection

    is_postgresql = connection.vendor == "postgresql"
    uuid, moment, json_ = ("uuid", "timestamptz", "jsonb") if is_postgresql else ("char(32)", "datetime", "text")
    cursor.execute(
        f"CREATE TEMPORARY TABLE {PLAN} (source INTEGER, number INTEGER, story {uuid}, first {moment}, day DATE, "
        "month VARCHAR(7), tree VARCHAR(255), slug VARCHAR(255), address VARCHAR(1000), thing VARCHAR(100), "
        f"revision INTEGER, model VARCHAR(10), near {json_})"
    )
    marks = ", ".join(["%s"] * len(plan[0]))
    cursor.executemany(f"INSERT INTO {PLAN} ({_COLUMNS}) VALUES ({marks})", plan)  # noqa: S608 ours


def _tables() -> Iterator[tuple[Any, str]]:
    """Every model whose rows belong to an article, and how a row of it is joined to its article."""
    from django.apps import apps
    from wagtail.models import PageLogEntry, ReferenceIndex, Revision

    from rotativa.stories import models
    from rotativa.stories.models import rows

    page = apps.get_model("wagtailcore", "Page")
    of_type = "s.content_type_id = (SELECT content_type_id FROM wagtailcore_page WHERE id = c.source)"
    yield models.Story, "s.original_id = c.source AND c.model = 'original'"
    yield page, "s.id = c.source"
    yield models.ArticlePage, "s.page_ptr_id = c.source"
    yield Revision, "s.id = (SELECT MAX(id) FROM wagtailcore_revision r WHERE r.object_id = CAST(c.source AS VARCHAR))"
    yield (
        rows.StoryRow,
        (
            "s.story_id = (SELECT story_id FROM stories_articlepage WHERE page_ptr_id = c.source) "
            "AND c.model = 'original'"
        ),
    )
    for model in (rows.ArticleRow, rows.ArticleTopicRow, rows.ArticleAuthorRow, models.Snapshot, models.PictureUse):
        yield model, "s.article_id = c.source"
    for name in ("ArticleByline", "ArticleTopic"):
        yield apps.get_model("stories", name), "s.article_id = c.source"
    yield PageLogEntry, "s.page_id = c.source"
    yield ReferenceIndex, f"s.object_id = CAST(c.source AS VARCHAR(255)) AND {of_type}"
    yield apps.get_model("addresses", "Address"), "s.thing = 'article:' || c.source AND s.state = 'current'"


def _copy(cursor: Any, model: Any, joined: str) -> None:
    table = model._meta.db_table  # noqa: SLF001 Django documents it
    own = {**_OF_THE_ARTICLE, **_OF_ITS_OWN.get(table, {})}
    columns = [
        field.column
        for field in model._meta.local_concrete_fields  # noqa: SLF001
        if not field.generated and (field.column != "id" or "id" in _OF_ITS_OWN.get(table, {}))
    ]
    taken = [own.get(column, f's."{column}"') for column in columns]
    named = ", ".join(f'"{column}"' for column in columns)
    cursor.execute(
        f"INSERT INTO {table} ({named}) SELECT {', '.join(taken)} FROM {PLAN} c JOIN {table} s ON {joined} "  # noqa: S608 ours
        "ORDER BY c.number"
    )


def _copy_words(cursor: Any) -> None:
    """The index of the desk's search, which is no model."""
    from django.db import connection

    key, kept = ("article_id", "words") if connection.vendor == "postgresql" else ("rowid", "words, marks")
    cursor.execute(
        f"INSERT INTO stories_found ({key}, {kept}) SELECT c.number, {kept} "  # noqa: S608 ours
        f"FROM {PLAN} c JOIN stories_found s ON s.{key} = c.source ORDER BY c.number"
    )


def _close(cursor: Any) -> None:
    """What counts rows (Wagtail's tree, PostgreSQL's sequences), and one fact an article."""
    from django.core.management.color import no_style
    from django.db import connection
    from wagtail.models import Page, Revision

    things = "'[\"article:' || c.number || '\"]'"
    as_json = f"CAST({things} AS jsonb)" if connection.vendor == "postgresql" else things
    empty = "CAST('{}' AS jsonb)" if connection.vendor == "postgresql" else "'{}'"
    cursor.execute(
        "INSERT INTO daybook_factrow (at, verb, actor_id, actor_name, edition, things, details) "  # noqa: S608 ours
        f"SELECT c.first, 'article.published', 'machine', 'copies', substr(c.address, 2, 2), {as_json}, {empty} "
        f"FROM {PLAN} c ORDER BY c.number"
    )
    cursor.execute(
        "UPDATE wagtailcore_page SET numchild = (SELECT COUNT(*) FROM wagtailcore_page p WHERE p.depth = 3 "
        "AND substr(p.path, 1, 8) = wagtailcore_page.path) WHERE depth = 2"
    )
    for statement in connection.ops.sequence_reset_sql(no_style(), [Page, Revision]):
        cursor.execute(statement)
    cursor.execute(f"DROP TABLE {PLAN}")
