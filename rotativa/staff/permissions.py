"""Who may do what: one table, from roles to verbs. Everything else that permits or forbids is made from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoleName(models.TextChoices):
    """What a person is in the newsroom, in one edition or in all."""

    REPORTER = "reporter", _("Reporter")
    DESK_EDITOR = "desk_editor", _("Desk editor")
    ADMINISTRATOR = "administrator", _("Administrator")


_REPORTER = frozenset(
    {
        "article.write",
        "article.submit",
        "edition.start",
        "picture.add",
        "picture.change",
        "document.add",
        "document.change",
    }
)
_DESK_EDITOR = _REPORTER | {
    "article.publish",
    "article.schedule",
    "article.withdraw",
    "article.move",
    "topic.change",
    "author.change",
    "picture.change-public",
    "document.change-public",
}
_ADMINISTRATOR = _DESK_EDITOR | {"section.change", "kind.change", "edition.change", "staff.change", "press.print"}

TABLE: Mapping[str, frozenset[str]] = {
    RoleName.REPORTER: _REPORTER,
    RoleName.DESK_EDITOR: _DESK_EDITOR,
    RoleName.ADMINISTRATOR: _ADMINISTRATOR,
}
"""The verbs of each role. A verb that stands nowhere here exists for nobody."""

VERBS = frozenset().union(*TABLE.values())
"""Every verb that can be asked about."""


@dataclass(frozen=True)
class Holding:
    """A role that somebody holds; an empty edition means all of them."""

    role: str
    edition: str = ""


def permits(held: Iterable[Holding], verb: str, edition: str = "") -> bool:
    """Whether one of the roles allows the verb in that edition; without an edition, whether one allows it anywhere.

    Raises ``ValueError`` for a verb that does not exist: a misspelt question must not be answered with no.
    """
    if verb not in VERBS:
        raise ValueError(f"“{verb}” is no verb. Known: {', '.join(sorted(VERBS))}.")
    return any(verb in TABLE[one.role] and (not edition or one.edition in ("", edition)) for one in held)
