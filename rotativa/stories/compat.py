"""Names of Wagtail, and of its search library, that their documentation does not promise. All pass through here."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django import forms
from django.db import connection
from modelsearch.query import Phrase, PlainText


def share_parent(known: Any, page: Any) -> None:
    """Gives the page above ``known`` to a draft of the same page, which would ask for it again."""
    page._cached_parent_obj = known.get_parent()  # noqa: SLF001 treebeard sets it in the same way


class LooksOnce:
    """For forms of a model: what was chosen has just been found by its field, and the model does not look once more.

    For models of which nothing that is chosen must be unique: that is not looked for, either.
    """

    def _get_validation_exclusions(self) -> set[str]:
        form: Any = self
        chosen = {name for name, field in form.fields.items() if isinstance(field, forms.ModelChoiceField)}
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # of the form beside
        return excluded | chosen.intersection(form.cleaned_data)


@contextmanager
def referring_as_before() -> Iterator[None]:
    """Around a save after which an object refers to what it did before: Wagtail does not look through all of it."""
    from wagtail import signal_handlers as wagtail  # noqa: PLC0415 it needs all models

    if getattr(wagtail.reference_index_auto_update_disabled, "value", False):
        yield  # inside another one: Wagtail's own would look again as soon as the first of two ends
        return
    with wagtail.disable_reference_index_auto_update():
        yield


def is_searched_by(instance: Any, columns: Iterable[str]) -> bool:
    """Whether one of these columns stands in the library's index."""
    fields = (*instance.get_searchable_search_fields(), *instance.get_autocomplete_search_fields())
    return not {field.field_name for field in fields}.isdisjoint(columns)


def keep_searched(instance: Any) -> None:
    """Gives an object to the library's index, as its own receiver does after every save."""
    from modelsearch.signal_handlers import post_save_signal_handler  # noqa: PLC0415 it needs all models

    post_save_signal_handler(instance)


def forget_searched(instance: Any) -> None:
    """Takes an object from the library's index, as its own receiver does."""
    from modelsearch.signal_handlers import post_delete_signal_handler  # noqa: PLC0415 it needs all models

    post_delete_signal_handler(instance)


class _NotOnEverySave:
    """Leaves out what the library does after each save: it goes through every row of the index to weigh titles anew.

    That weight only orders the results of the desk's search. ``rebuild_index`` still computes it for all.
    """

    def _refresh_title_norms(self, full: bool = False) -> None:
        if full:
            super()._refresh_title_norms(full=True)  # type: ignore[misc]  # of the index class beside


class _Narrowed:
    """Lets a search be narrowed by whatever its rows can be: by tags, or by how often a picture is used.

    Both databases search the rows that they are given. The library looks whether its index, too, has what these are
    narrowed by, for servers that have nothing but the index, and refused what Wagtail's own filters offer.
    """

    def _get_filters_from_queryset(self, check_only: bool = False) -> None:
        """Refuses nothing."""


class _Quoting:
    """Takes a quotation mark for a sign that was typed. The library hands it on, and SQLite reads it as its own: it
    answered every half of a quotation, which is what one has while typing, with an error.
    """

    def build_search_query_content(self, query: Any, config: Any = None) -> Any:
        quoted: Any = query
        if isinstance(query, PlainText):
            quoted = PlainText(_doubled(query.query_string), operator=query.operator)
        elif isinstance(query, Phrase):
            quoted = Phrase(_doubled(query.query_string))
        return super().build_search_query_content(quoted, config=config)  # type: ignore[misc]  # of the class beside


def _doubled(text: str) -> str:
    return text.replace('"', '""')


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 the name by which Wagtail finds a backend in a module
    """The search backend of the desk for the database in use."""
    return _backend(connection.vendor)(params)


@cache
def _backend(vendor: str) -> type[Any]:
    # Each module of the library finds its tables on its own database only.
    if vendor == "postgresql":
        from modelsearch.backends.database.postgres import postgres as library  # noqa: PLC0415

        known, index = library.PostgresSearchBackend, library.PostgresIndex
    else:
        from modelsearch.backends.database.sqlite import sqlite as library  # noqa: PLC0415

        known, index = library.SQLiteSearchBackend, library.SQLiteIndex
    own: dict[str, Any] = {"index_class": type(f"Lean{index.__name__}", (_NotOnEverySave, index), {})}
    ways = (_Narrowed,) if vendor == "postgresql" else (_Narrowed, _Quoting)
    for name in ("query_compiler_class", "autocomplete_query_compiler_class"):
        compiler = getattr(known, name)
        own[name] = type(f"Lean{compiler.__name__}", (*ways, compiler), {})
    return type(f"Lean{known.__name__}", (known,), own)
