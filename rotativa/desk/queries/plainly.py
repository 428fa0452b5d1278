"""Columns of the read table as values: SQLite looks for no index that begins with one.

It knows nothing of how often a value occurs, takes every condition for a narrow one, and would gather and sort half of
the table rather than go along the index that has the rows in order already. PostgreSQL knows, and sees the column.
"""

from typing import Any

from django.db.models import Func, QuerySet

from rotativa.stories.models import ArticleRow


class Plainly(Func):
    """A column, as a value."""

    arity = 1
    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


def rows() -> QuerySet[Any, Any]:
    """The read table, with ``stands`` for its state and ``place`` for its edition."""
    return ArticleRow.objects.alias(stands=Plainly("state"), place=Plainly("edition_id"))
