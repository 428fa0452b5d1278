"""What the desk's screens of uploaded files have in common, of pictures and of what stands above them: documents.

The classes are mixed into Wagtail's views and fields, so that a file passes the door before any transaction opens and
is saved by a verb; where a verb refuses, the screen says so and keeps what was typed.
"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db.models import Count, TextField, Value
from django.db.models.functions import Concat
from django.forms.fields import FileField
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import ReferenceIndex
from wagtail.permissions import policy_registry

from rotativa.kit.actor import Actor, Refused
from rotativa.pictures.refusals import Unusable
from rotativa.pictures.uses import InUse

_PLACE = Concat("base_content_type_id", Value(" "), "object_id", output_field=TextField())
"""Where something is used: an article and a picture may have one number."""


class ReceivedFileField(FileField):
    """A file that passes a door, ``receive``, while the form is checked.

    Files get names of ours, so theirs may be of any length; of an empty file the door says what to do.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "max_length": None, "allow_empty_file": True})

    def to_python(self, data: Any) -> Any:
        """The file, with ``received`` on it. Raises ``ValidationError`` with the door's sentence."""
        file: Any = FileField.to_python(self, data)
        if file is None:
            return None
        try:
            file.received = self.receive(file)
        except Unusable as error:
            raise ValidationError(str(error), code="unusable") from error
        return file

    def receive(self, file: Any) -> Any:
        """What passed the door. Raises ``Unusable``."""
        raise NotImplementedError


class CountsPlaces:
    """Mixed into a list: says in how many places each one is used. Wagtail counts an article that shows it twice twice,
    unless the list is ordered by that.
    """

    def decorate_paginated_queryset(self: Any, object_list: Any) -> Any:
        if self.needs_usage_count_subquery:
            return super().decorate_paginated_queryset(object_list)  # type: ignore[misc]  # of the view beside
        listed = list(object_list)
        of_each = ReferenceIndex.get_references_to_in_bulk(listed).order_by().values("to_object_id")
        places = dict(of_each.annotate(places=Count(_PLACE, distinct=True)).values_list("to_object_id", "places"))
        for one in listed:
            one.usage_count = places.get(str(one.pk), 0)
        return listed


class AddByVerb:
    """Mixed into a view that adds: saves by the form's verb, in no transaction of Wagtail's."""

    def form_valid(self: Any, form: Any) -> HttpResponse:
        self.form = form
        self.object = form.save()
        response: HttpResponse = self.save_action()
        return response

    def get_success_message(self, instance: Any) -> str:
        return _("Added: %(title)s") % {"title": instance.title}


class ChangeByVerb:
    """Mixed into a view that changes: saves by the form's verb, and shows the form again where that refuses."""

    def form_valid(self: Any, form: Any) -> HttpResponse:
        self.form = form
        response: HttpResponse
        try:
            self.object = form.save()
        except (PermissionDenied, ValidationError) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
            self.produced_error_message = self.get_error_message()
            response = self.form_invalid(form)
        else:
            response = self.save_action()
        return response

    def get_success_message(self: Any) -> str:
        return _("Saved: %(title)s") % {"title": self.object.title}


class DeleteUnused:
    """Mixed into a view that deletes what stands nowhere; says where it stands otherwise, and leads back to it."""

    edit_screen: str
    """The name of the screen that shows one."""

    def why_not(self) -> str:
        """Why this one cannot be deleted, in words; empty where it can."""
        raise NotImplementedError

    def remove(self, actor: Actor) -> None:
        """Deletes it by its verb. Raises ``InUse`` and ``Refused``."""
        raise NotImplementedError

    def get(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        reason = self.why_not()
        if reason:
            return self._refuse(reason)  # type: ignore[no-any-return]
        return super().get(request, *args, **kwargs)  # type: ignore[misc, no-any-return]

    def form_valid(self: Any, form: Any) -> HttpResponse:
        address, message = self.get_success_url(), _("Deleted: %(title)s") % {"title": self.object.title}
        try:
            self.remove(self.request.user)
        except (InUse, Refused) as error:
            return self._refuse(str(error))  # type: ignore[no-any-return]
        messages.success(self.request, message)
        return redirect(address)

    def _refuse(self: Any, reason: str) -> HttpResponse:
        messages.error(self.request, reason)
        return redirect(self.edit_screen, self.object.pk)


def may_have_file(request: HttpRequest, model: Any, kept: str) -> bool:
    """Whether the person may use or change the one whose file is kept under this name."""
    policy = policy_registry.get_by_type(model)
    seen = policy.instances_user_has_any_permission_for(request.user, ["choose", "change"])
    return bool(seen.filter(file=kept).exists())


def kept_file(name: str, content_type: str, caching: str = "private, no-store", **response: Any) -> FileResponse:
    """The answer with a kept file: it came from anywhere, so it is what we say it is, and nothing that runs.

    Raises ``Http404`` where there is no such file. ``response`` goes to ``FileResponse``.
    """
    try:
        file = default_storage.open(name)
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(file, content_type=content_type, **response)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = caching
    return answer
