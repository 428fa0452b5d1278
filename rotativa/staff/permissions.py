"""Who may do what: one table, from roles to verbs. Everything else that permits or forbids is made from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from rotativa.kit.actor import EVERYWHERE


class RoleName(models.TextChoices):
    """What a person is in the newsroom, in one edition or in all."""

    REPORTER = "reporter", _("Reporter")
    TRANSLATOR = "translator", _("Translator")
    DESK_EDITOR = "desk_editor", _("Desk editor")
    PHOTO_EDITOR = "photo_editor", _("Photo editor")
    MODERATOR = "moderator", _("Moderator")
    EDITOR_IN_CHIEF = "editor_in_chief", _("Editor-in-chief")
    TECHNICIAN = "technician", _("Technician")


_TRANSLATOR = frozenset(
    {
        "article.read",
        "article.write",
        "article.submit",
        "edition.start",
        "picture.describe",
        "passage.write",
        "page.write",
    }
)
_REPORTER = _TRANSLATOR | {"story.start", "picture.add", "document.add", "document.change"}
_MODERATOR: frozenset[str] = frozenset()  # ``comment.moderate``, as soon as there are comments to ask about
_DESK_EDITOR = _REPORTER | {
    "article.delete",
    "article.share",
    "article.hand",
    "article.publish",
    "article.schedule",
    "article.withdraw",
    "article.move",
    "passage.publish",
    "front.compose",
    "front.publish",
    "front.schedule",
    "page.publish",
    "navigation.publish",
    "topic.change",
    "author.change",
    "picture.change",
    "picture.change-public",
    "document.change-public",
}
_PHOTO_EDITOR = frozenset(
    {"article.read", "picture.add", "picture.describe", "picture.change", "picture.change-public"}
)
_TECHNICIAN = frozenset({"press.print"})
_EDITOR_IN_CHIEF = _DESK_EDITOR | _TECHNICIAN | {"section.change", "kind.change", "edition.change", "staff.change"}

TABLE: Mapping[str, frozenset[str]] = {
    RoleName.REPORTER: _REPORTER,
    RoleName.TRANSLATOR: _TRANSLATOR,
    RoleName.DESK_EDITOR: _DESK_EDITOR,
    RoleName.PHOTO_EDITOR: _PHOTO_EDITOR,
    RoleName.MODERATOR: _MODERATOR,
    RoleName.EDITOR_IN_CHIEF: _EDITOR_IN_CHIEF,
    RoleName.TECHNICIAN: _TECHNICIAN,
}
"""The verbs of each role. A verb that stands nowhere here exists for nobody."""

OF_ONES_OWN: Mapping[str, frozenset[str]] = {
    RoleName.REPORTER: frozenset({"article.delete", "article.share", "article.hand", "picture.change"}),
    RoleName.TRANSLATOR: frozenset({"article.delete", "article.share", "article.hand"}),
}
"""What a role may besides, with what the person began."""

IN_ALL_EDITIONS = frozenset({RoleName.TECHNICIAN})
"""Roles that cannot be limited to an edition: there is one press and one server for all of them."""

VERBS = frozenset().union(*TABLE.values())
"""Every verb that can be asked about."""


@dataclass(frozen=True)
class Holding:
    """A role that somebody holds; an empty edition means all of them."""

    role: str
    edition: str = ""


def permits(held: Iterable[Holding], verb: str, edition: str = "", own: bool = False) -> bool:
    """Whether one of the roles allows the verb in that edition; without an edition, whether one allows it anywhere.

    ``EVERYWHERE`` asks for a role that is held in all editions. ``own`` says that it is about something which the
    person began. Raises ``ValueError`` for a verb that does not exist: a misspelt question is not answered with no.
    """
    if verb not in VERBS:
        raise ValueError(f"“{verb}” is no verb. Known: {', '.join(sorted(VERBS))}.")
    return any(_allows(one.role, verb, own) and _reaches(one.edition, edition) for one in held)


def _allows(role: str, verb: str, own: bool) -> bool:
    return verb in TABLE[role] or (own and verb in OF_ONES_OWN.get(role, ()))


def _reaches(held: str, asked: str) -> bool:
    return not asked or not held or (held == asked and asked != EVERYWHERE)
