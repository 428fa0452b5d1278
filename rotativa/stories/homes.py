"""Where stories are public, as rows of the read table."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connections, router

from rotativa.kit.batches import batched
from rotativa.stories.models.rows import ArticleRow, State

# In SQL: every page asks for a few short rows, and to build the question would cost more than the answer.
_OUT = "SELECT story_id, edition_id, article_id FROM stories_articlerow WHERE state = %s AND story_id IN ({stories})"
_AT_ONCE = 1000


def public_articles(stories: Iterable[str]) -> list[tuple[str, str, int]]:
    """The public articles of these stories, each as its story, its edition and its number."""
    found: list[tuple[str, str, int]] = []
    database = connections[router.db_for_read(ArticleRow)]
    native = database.features.has_native_uuid_field
    with database.cursor() as cursor:
        for some in batched(dict.fromkeys(stories), _AT_ONCE):
            values = [UUID(story) if native else UUID(story).hex for story in some]
            cursor.execute(_OUT.format(stories=", ".join(["%s"] * len(values))), [State.OUT.value, *values])
            found += [(str(UUID(str(story))), edition, article) for story, edition, article in cursor.fetchall()]
    return found
