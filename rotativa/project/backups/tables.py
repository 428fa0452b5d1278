"""What Django knows of the tables of this installation; it has no public name for it."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Field, FileField, Model


def known(label: str) -> list[type[Model]]:
    """The model of this name, where its part is installed."""
    models = apps.get_models(include_auto_created=True)
    return [model for model in models if model._meta.label == label]  # noqa: SLF001


def name_of(model: type[Model]) -> str:
    """The name of its table."""
    return model._meta.db_table  # noqa: SLF001


def columns(model: type[Model]) -> list[str]:
    """The names of its columns."""
    return [str(field.column) for field in fields(model)]


def fields(model: type[Model]) -> list["Field[Any, Any]"]:
    """Those that are columns."""
    return list(model._meta.concrete_fields)  # noqa: SLF001


def rows(model: type[Model]) -> Any:
    """All its rows."""
    return model._default_manager.all()  # noqa: SLF001


def of_files() -> Iterator[tuple[type[Model], str]]:
    """Every column that names a file."""
    for model in apps.get_models():
        for field in fields(model):
            if isinstance(field, FileField):
                yield model, field.attname
