"""What a newsroom put into the theme itself and cannot be used: told by ``rotativa check`` and on the desk's home."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning as Warn, register
from django.utils.translation import gettext as _

from rotativa.kit.actor import EVERYWHERE, Actor
from rotativa.kit.problems import Problem, Severity
from rotativa.reader.site import read_wordmarks


def _faults() -> list[str]:
    return read_wordmarks(settings.ROTATIVA_DATA / "wordmarks")[1]


@register(Tags.files)
def wordmarks_can_be_drawn(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Whether every drawing in the folder of wordmarks is one."""
    hint = "Until it is put right, the name of that edition is set in type."
    return [Warn(f"ROTATIVA_DATA/wordmarks: {fault}", hint=hint, id="rotativa.W002") for fault in _faults()]


def problems(actor: Actor) -> Iterator[Problem]:
    """The same on the desk's home, for whoever looks after the press."""
    if actor.may("press.print", EVERYWHERE):
        for fault in _faults():
            told = _("A wordmark cannot be drawn, and the name is set in type instead: %(fault)s")
            yield Problem(f"reader.wordmark:{fault}", Severity.LATE, told % {"fault": fault})
