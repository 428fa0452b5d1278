"""The law of printing, for test runs: no page may read a row that no recorded key stands for.

While a page is rendered, every query must come from the ``load`` of a facet or a shelf. A facet may only touch rows of
the models that it names, of the things it was asked about; a shelf may touch any, because it returns identities only.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.models import Model

from rotativa.kit import trace
from rotativa.kit.trace import Facet
from rotativa.press import queries, router
from rotativa.press.registry import Registry, registry
from rotativa.press.store import Store
from rotativa.press.work import Counts, work_until_done

_WORD = re.compile(r"\w+")


class UnrecordedRead(AssertionError):
    """A page read something that its keys say nothing of: it would not be printed again when that changes."""


@contextmanager
def recorded_reads_only() -> Iterator[None]:
    """Inside, a page that reads past its keys raises ``UnrecordedRead``; and as in a press, a read outside of every
    trace raises ``Untraced``.
    """
    original = Model.__dict__["from_db"]

    def from_db(cls: type[Model], db: str, field_names: Any, values: Any) -> Model:
        row: Model = original.__func__(cls, db, field_names, values)
        if _is_watched():
            _check_row(row)
        return row

    with ExitStack() as stack:
        for connection in {id(each): each for each in connections.all()}.values():
            stack.enter_context(connection.execute_wrapper(_check_query))
        Model.from_db = classmethod(from_db)  # type: ignore[assignment]
        stack.callback(setattr, Model, "from_db", original)
        trace.require_traces()
        stack.callback(trace.require_traces, False)
        yield


def _is_watched() -> bool:
    """Whether a page reads, or what pages will read is being gathered."""
    loading = trace.loading.get()
    if trace.current() is not None or loading is None:
        return trace.current() is not None
    return router.is_rendering() and loading[0].name in {**registry.facets, **registry.shelves}


def _check_query(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    loading = trace.loading.get()
    if trace.current() is not None and loading is None:
        raise UnrecordedRead(f"a page asked the database by itself: {sql[:300]}")
    if _is_watched() and loading is not None and isinstance(loading[0], Facet):
        # What does not come as rows of a model (values, raw SQL) is known by the tables that it comes from, at least.
        selected, _, rest = sql.partition(" FROM ")
        for word in _WORD.findall(f"{selected} {rest.lstrip().partition(' ')[0]}"):
            if word in _tables():
                _require_named(loading[0], _tables()[word])
    return execute(sql, params, many, context)


def _check_row(row: Model) -> None:
    loading = trace.loading.get()
    label = row._meta.label  # noqa: SLF001 public by its documentation
    if loading is None:
        raise UnrecordedRead(f"a page loaded a row of {label} outside every facet and shelf")
    read, arguments = loading
    if not isinstance(read, Facet):
        return
    attribute = _require_named(read, label)
    if attribute not in row.__dict__:
        raise UnrecordedRead(f"the facet {read.name} loaded a row of {label} without its {attribute}")
    asked = {argument for whole in arguments for argument in (whole, whole.partition("@")[0])}
    identity = str(row.__dict__[attribute])
    if identity not in asked and identity.partition("@")[0] not in asked:
        raise UnrecordedRead(f"the facet {read.name} was asked about {arguments} and loaded {label} of {identity}")


def _require_named(read: Facet[Any], label: str) -> str:
    attribute = read.rows.get(label)
    if attribute is None:
        raise UnrecordedRead(f"the facet {read.name} touched a row of {label}, which it does not name in its rows")
    return attribute


@cache
def _tables() -> dict[str, str]:
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model._meta.label for model in models}  # noqa: SLF001 public by its documentation


def print_until_done(registry: Registry | None = None, store: Store | None = None) -> Counts:
    """Follows every fact and prints every mark under the law. Raises with the traceback of a page that failed."""
    with recorded_reads_only():
        counts = work_until_done(registry, store)
    for failed in queries.failed(most=1):
        raise AssertionError(f"{failed.path} was not printed:\n{failed.error}")
    return counts
