"""What lets somebody log in, kept apart: a backup that is stolen opens no door."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import serializers
from django.db import transaction
from django.db.models import Model

from rotativa.project.backups import tables
from rotativa.project.backups.files import write
from rotativa.project.backups.problems import Unfit

FORMAT = 1
NO_PASSWORD = "!"  # noqa: S105 what Django knows as: nobody logs in with it
APART = ("mfa.Authenticator", "wagtailcore.APIToken", "django_tasks_database.DBTaskResult")
"""Rows that are in the keys only: second factors, tokens, and jobs, whose mails have links that open doors."""
ENDED = ("sessions.Session", "account.EmailConfirmation", "usersessions.UserSession")
"""Rows that are in no file at all: with their end nobody loses anything but a door that stood open."""


@dataclass(frozen=True)
class Keys:
    """What a backup is not to hold, from the same moment."""

    of: str
    secret: str
    passwords: dict[str, str]
    rows: str

    def keep(self, file: Path) -> None:
        """Writes them, for nobody else to read."""
        said = {"format": FORMAT, "of": self.of, "secret": self.secret, "passwords": self.passwords, "rows": self.rows}
        write(file, json.dumps(said, indent=1).encode(), private=True)


def models(labels: tuple[str, ...] = (*APART, *ENDED)) -> list[type[Model]]:
    """Those of these tables that this newsroom has."""
    return [model for label in labels for model in tables.known(label)]


def gather(of: str) -> Keys:
    """The keys as they are in the open snapshot."""
    rows = [row for model in models(APART) for row in tables.rows(model).order_by("pk").iterator()]
    people = tables.rows(get_user_model()).values_list("pk", "password")
    passwords = {str(number): password for number, password in people}
    return Keys(of, settings.SECRET_KEY, passwords, serializers.serialize("json", rows))


def read(file: Path, of: str) -> Keys:
    """The keys in a file. Raises ``Unfit`` for what is none, or belongs to another backup."""
    try:
        said = json.loads(file.read_bytes())
        version, keys = said.pop("format"), Keys(**said)
    except OSError as error:
        raise Unfit(f"The keys “{file}” cannot be read ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unfit(f"“{file}” holds no keys, or is damaged ({error}).") from error
    if version != FORMAT:
        raise Unfit(f"The keys “{file}” are of format {version}, and this Rotativa knows format {FORMAT} only.")
    if keys.of != of:
        raise Unfit(f"The keys “{file}” belong to the backup of {keys.of}, and this one is of {of}.")
    return keys


def put_back(keys: Keys) -> None:
    """Lets people log in again as they did."""
    people = tables.rows(get_user_model())
    with transaction.atomic():
        for number, password in keys.passwords.items():
            people.filter(pk=number).update(password=password)
        for row in serializers.deserialize("json", keys.rows):
            row.save()
