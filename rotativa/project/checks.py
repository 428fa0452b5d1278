"""System checks: what is allowed but should be known before readers notice it."""

import os
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning as Warn, register

MAIL = Warn(
    "No mail is sent: ROTATIVA_EMAIL_URL is not set.",
    hint="People of the desk cannot be told anything by mail. Set it, such as to smtp://user:password@mail.example:587.",
    id="rotativa.W001",
)


@register(Tags.security, deploy=True)
def mail_goes_out(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Whether mail goes anywhere."""
    return [MAIL] if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend") else []


@register(Tags.files)
def folders_can_be_written(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Whether the tree and the media can be written, by whoever runs this."""
    folders = {"ROTATIVA_TREE": settings.ROTATIVA_TREE, "ROTATIVA_MEDIA": settings.MEDIA_ROOT}
    return [
        Error(
            f"{name}: the folder “{folder}” cannot be written.",
            hint="Give it to the user who runs Rotativa, on a file system that is mounted for writing.",
            id="rotativa.E001",
        )
        for name, folder in folders.items()
        if not os.access(next(each for each in (folder, *folder.parents) if each.exists()), os.W_OK)
    ]


@register(Tags.files)
def originals_are_private(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Whether the originals of pictures, with all that cameras write into them, lie where readers could get them."""
    if not settings.MEDIA_ROOT.is_relative_to(settings.ROTATIVA_TREE):
        return []
    hint = "Choose a folder that no web server reads."
    return [
        Error("ROTATIVA_MEDIA lies inside ROTATIVA_TREE: originals would be public.", hint=hint, id="rotativa.E002")
    ]
