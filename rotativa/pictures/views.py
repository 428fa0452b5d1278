"""Wagtail's picture screens, as far as they write, with our verbs in place of its saving; and the files of the desk.

Wagtail's own views save inside a transaction of theirs and log by themselves. These save through the form, whose verb
makes its files first, then opens the one transaction that holds change and fact.
"""

import logging
import re
from pathlib import PurePath
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.auth import require_admin_access
from wagtail.images.views import images, multiple

from rotativa.editions.facets import masthead
from rotativa.editions.queries import codes
from rotativa.kit.actor import Actor, Refused
from rotativa.kit.disks import is_full
from rotativa.pictures import uses
from rotativa.pictures.actions.remove_picture import remove_picture, why_not_remove
from rotativa.pictures.intake import receive
from rotativa.pictures.keeping import keeps, why_not_change
from rotativa.pictures.models import Picture
from rotativa.pictures.queries import readiness
from rotativa.pictures.refusals import Unusable
from rotativa.pictures.screens import AddByVerb, ChangeByVerb, CountsPlaces, DeleteUnused, kept_file, may_have_file
from rotativa.press.queries import pages_of

log = logging.getLogger(__name__)

_NAME = re.compile(r"(originals|thumbnails|public)/[0-9a-f]{32}(?:-[A-Za-z0-9-]+)?\.[a-z]{3,4}")
MOST_USES = 50
_TYPES = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".tif": "image/tiff",
}


class ListView(CountsPlaces, images.IndexView):
    """All pictures."""


class AddView(AddByVerb, images.CreateView):
    """Adds one picture."""

    page_title = gettext_lazy("Add a picture")
    error_message = gettext_lazy("The picture was not added. Please look at what is marked below.")

    def get_success_url(self) -> str:
        """To the picture itself, where its file says something that nobody has written yet."""
        offers = self.object.found.offers()
        if any(not getattr(self.object, name) for name in offers):
            return reverse("wagtailimages:edit", args=(self.object.pk,))
        address: str = super().get_success_url()
        return address


class EditView(ChangeByVerb, images.EditView):
    """Changes what is said of a picture, its alt texts and its file."""

    error_message = gettext_lazy("Nothing was changed. Please look at what is marked below.")

    @cached_property
    def can_delete(self) -> bool:
        """Whether there is a way from here to delete it."""
        return bool(super().can_delete) and keeps(self.request.user, self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        ready = readiness([str(self.object.pk)])[0]
        editions = [edition for edition in masthead.many(codes()) if edition]
        context["no_credit"] = not ready.has_credit
        context["no_alt_text"] = [edition for edition in editions if edition.code not in ready.alt_editions]
        context["found"] = self.object.found
        context["keeps"] = keeps(self.request.user, self.object)
        context["seen_in"] = uses.named(place.where for place in uses.seen(self.object))
        context["pages"] = pages_of(self.object.thing, str(self.object.pk))
        context["used_in"] = [_use(holder, self.request.user) for holder, _where in self.object.get_usage()[:MOST_USES]]
        context["public_files"] = self.object.public.filter(retired=None).order_by("format", "width")
        return context


class DeleteView(DeleteUnused, images.DeleteView):
    """Deletes a picture that stands nowhere; says where it stands otherwise."""

    page_title = gettext_lazy("Delete picture")
    edit_screen = "wagtailimages:edit"

    def why_not(self) -> str:
        return why_not_change(self.request.user, self.object) or why_not_remove(self.object)

    def remove(self, actor: Actor) -> None:
        remove_picture(actor, self.object)


class AddManyView(multiple.AddView):
    """Adds several pictures, one request each."""

    page_title = gettext_lazy("Add pictures")
    template_name = "wagtailimages/multiple/add_many.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Wagtail's; its screen shows no words but those of an answer of its own kind."""
        try:
            response: HttpResponse = super().post(request)
        except (OSError, DatabaseError) as error:
            if not is_full(error):
                raise
            log.exception("There is no room for a picture")
            sentence = f"{gettext('The disk is full')}. {gettext('Nothing can be saved until there is room.')}"
            return JsonResponse({"success": False, "error_message": sentence})
        return response

    def save_object(self, form: Any) -> Picture:
        picture: Picture = form.save()
        return picture


class AddRefusedView(multiple.CreateFromUploadedImageView):
    """Adds one of several pictures whose file was good and whose other fields were not, once they are."""

    def save_object(self, form: Any) -> None:
        form.received = receive(self.upload.file)
        self.object = form.save()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().post(request, *args, **kwargs)
        except (Unusable, FileNotFoundError) as error:
            return JsonResponse({"success": False, "error_message": str(error)})
        return response


class ChangeOneOfManyView(multiple.EditView):
    """Says what one of several pictures is that were just added. By now a colleague may have put it before readers:
    what the verb refuses then stands above the words, which stay.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().post(request, *args, **kwargs)
        except _NotSaved as refusal:
            response = self._with_words(refusal.form)
        return response

    def save_object(self, form: Any) -> None:
        try:
            form.save()
        except (PermissionDenied, ValidationError) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
            raise _NotSaved(form) from error

    def _with_words(self, form: Any) -> HttpResponse:
        shown = {
            "edit_action": reverse(self.edit_object_url_name, args=(self.object.pk,)),
            "delete_action": reverse(self.delete_object_url_name, args=(self.object.pk,)),
            "form": form,
        }
        again = render_to_string(self.edit_form_template_name, shown, request=self.request)
        return JsonResponse({"success": False, self.context_object_id_name: self.object.pk, "form": again})


class _NotSaved(Exception):
    def __init__(self, form: Any) -> None:
        self.form = form


class DeleteOneOfManyView(multiple.DeleteView):
    """Takes back one of several pictures that were just added."""

    model = Picture

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        picture = get_object_or_404(Picture, pk=kwargs[self.pk_url_kwarg])
        if not self.permission_policy.user_has_permission_for_instance(request.user, "delete", picture):
            raise Http404
        identity = picture.pk
        try:
            remove_picture(request.user, picture)
        except (uses.InUse, Refused) as error:
            return JsonResponse({"success": False, "error_message": str(error)})
        return JsonResponse({"success": True, self.context_object_id_name: identity})


def _use(holder: Any, user: Any) -> dict[str, Any]:
    """A place that holds a picture: what it is, and where this person can change it."""
    edition = getattr(holder, "edition_id", "")
    return {"holder": holder, "edition": edition, "address": AdminURLFinder(user).get_edit_url(holder)}


@require_admin_access
def media(request: HttpRequest, name: str) -> FileResponse:
    """A file of a picture, for people of the desk; what readers get is served from the printed tree."""
    match = _NAME.fullmatch(name)
    suffix = PurePath(name).suffix
    if match is None or suffix not in _TYPES:
        raise Http404
    if match[1] != "originals":
        return kept_file(name, _TYPES[suffix], "private, max-age=31536000, immutable")
    if not may_have_file(request, Picture, name):
        raise Http404
    return kept_file(name, _TYPES[suffix])
