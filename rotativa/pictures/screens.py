"""What the desk's screens of uploaded files have in common, of pictures and of what stands above them: documents.

The classes are mixed into Wagtail's views and fields, so that a file passes the door before any transaction opens and
is saved by a verb; where a verb refuses, the screen says so and keeps what was typed.
"""

import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.db.models import Count, TextField, Value
from django.db.models.functions import Concat
from django.forms import BooleanField, HiddenInput, JSONField, ModelChoiceField
from django.forms.fields import FileField
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from taggit.forms import TagField
from taggit.utils import edit_string_for_tags, parse_tags
from wagtail.admin import messages
from wagtail.models import ReferenceIndex
from wagtail.permissions import policy_registry

from rotativa.editions.naming import changed_to
from rotativa.kit.actor import Actor, Refused
from rotativa.kit.hashing import fingerprint
from rotativa.pictures.actions.columns import FOCAL
from rotativa.pictures.refusals import Unusable
from rotativa.pictures.uses import InUse

_LONG = 16
"""So many signs tell what was shown from what a colleague has made of it."""
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


class AsSeen:
    """Mixed into the form of one file: what a person left as they saw it stays as it is by now.

    The browser sends every field, those that a colleague has changed since among them. What both have changed is
    refused once, with what it is now; another file has to be chosen again, and the frame around what matters drawn
    again, which means a place in one file. A form that was sent without ``seen`` is read as it is.
    """

    def keep_what_is_seen(self: Any) -> None:
        """Lets the browser send back what it was shown. Called at the end of ``__init__``, with all fields in place."""
        self._now = {
            name: _mark(self._standing(name))
            for name, field in self.fields.items()
            if not isinstance(field, BooleanField)
        }
        self.fields["seen"] = JSONField(required=False, widget=HiddenInput, initial=self._now)

    @cached_property
    def changed_data(self: Any) -> list[str]:
        """What this person has changed."""
        names: list[str] = super().changed_data  # type: ignore[misc]  # of the form beside
        return [name for name in names if name != "seen" and not self._is_left(name)]

    def clean(self: Any) -> Any:
        """Says what a colleague has made of what this person changed, too; sent again, theirs gives way."""
        data = super().clean()  # type: ignore[misc]  # of the form beside
        theirs = {name for name in self.changed_data if name not in self.errors and self._is_overtaken(name)}
        if theirs:
            self._tell(theirs)
        return data

    def _tell(self: Any, theirs: set[str]) -> None:
        self.data = self.data.copy()
        for name in theirs.difference(FOCAL):
            self.add_error(name, self._told(name))
        if not theirs.isdisjoint(FOCAL):
            theirs = theirs.union(FOCAL, ["file"]).intersection(self._now)
            self._show_frame()
            again = _(
                "Somebody else has just drawn another frame, or put another file here. You see it as it is now: draw "
                "yours again to put it in its place."
            )
            self.add_error(None, again)
        now = {name: self._now[name] for name in theirs}
        self.data[self.add_prefix("seen")] = json.dumps({**self._seen, **now})

    def _told(self: Any, name: str) -> str:
        field = self.fields[name]
        if isinstance(field, FileField):
            return _("Somebody else has just put another file here. Choose yours again to put it in its place.")
        now = self.get_initial_for_field(field, name)
        if isinstance(field, TagField):
            now = edit_string_for_tags(now)
        elif isinstance(field, ModelChoiceField):
            now = getattr(self.instance, name)
        return changed_to("" if now is None else str(now))

    def _show_frame(self: Any) -> None:
        """Puts the frame as it is now in place of the one that was drawn, on the screen as in its hidden fields."""
        for name in FOCAL:
            now = self.get_initial_for_field(self.fields[name], name)
            self.data[self.add_prefix(name)] = "" if now is None else str(now)
            self.cleaned_data.pop(name, None)

    @property
    def _seen(self: Any) -> dict[str, str]:
        if "seen" not in self.fields:  # of one that is added, there was nothing to be seen
            return {}
        try:
            seen = json.loads(self._raw("seen") or "{}")
        except ValueError:
            return {}
        return {name: mark for name, mark in seen.items() if name in self._now} if isinstance(seen, dict) else {}

    def _is_left(self: Any, name: str) -> bool:
        if isinstance(self.fields[name], FileField):
            return False
        return name in self._seen and self._seen[name] == _mark(self._sent(name))

    def _is_overtaken(self: Any, name: str) -> bool:
        seen = self._seen
        kept = (name, "file") if name in FOCAL else (name,)
        return any(one in seen and seen[one] != self._now[one] for one in kept)

    def _standing(self: Any, name: str) -> object:
        """What a field says now: of a file its content, of each side of the frame the whole frame."""
        field = self.fields[name]
        if isinstance(field, FileField):
            return self.instance.file_hash
        if name in FOCAL:
            return [self.get_initial_for_field(self.fields[one], one) for one in FOCAL]
        now = self.get_initial_for_field(field, name)
        return sorted(tag.name for tag in now) if isinstance(field, TagField) else now

    def _sent(self: Any, name: str) -> object:
        """What was sent of it, as ``_standing`` gives it."""
        if name in FOCAL:
            return [self._raw(one) for one in FOCAL]
        sent = self._raw(name)
        return sorted(parse_tags(sent)) if isinstance(self.fields[name], TagField) else sent

    def _raw(self: Any, name: str) -> Any:
        return self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))


def _mark(value: object) -> str:
    """What stands for a value of a field, or for several, as they are shown and as they are sent."""
    parts = value if isinstance(value, list) else [value]
    return fingerprint(tuple(_plain(part) for part in parts)).hex()[:_LONG]


def _plain(value: object) -> str:
    words = "" if value is None else str(getattr(value, "pk", value))
    return words.replace("\r\n", "\n").strip()


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
