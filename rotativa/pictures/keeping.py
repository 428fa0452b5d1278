"""Who keeps a picture: photo and desk editors keep all, everybody else what they added themselves."""

from typing import Any

from django.utils.translation import gettext as _

from rotativa.kit.actor import Actor, Refused, require
from rotativa.pictures.models import Picture

VERB = "picture.change"


def keeps(actor: Any, picture: Picture) -> bool:
    """Whether the actor may change what is said of this picture, its file, or delete it."""
    return bool(actor.may(VERB, own=_added(actor, picture)))


def why_not_change(actor: Any, picture: Picture) -> str:
    """Why the actor may not, in words; empty where they may."""
    if keeps(actor, picture):
        return ""
    sentence = _(
        "“%(title)s” is kept by photo and desk editors, and by whoever added it. Ask one of them; its alt text in your "
        "editions you may write yourself."
    )
    return sentence % {"title": picture.title}


def require_keeping(actor: Actor, picture: Picture) -> None:
    """Raises ``Refused``, in words for a person, unless the actor keeps this picture."""
    try:
        require(actor, VERB, own=_added(actor, picture))
    except Refused as refused:
        raise Refused(why_not_change(actor, picture)) from refused


def _added(actor: Any, picture: Picture) -> bool:
    return picture.uploaded_by_user_id is not None and picture.uploaded_by_user_id == getattr(actor, "pk", None)
