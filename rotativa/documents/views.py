"""Wagtail's document screens, as far as they write, with our verbs in place of its saving; and the desk's files."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.documents.views import documents
from wagtail.permissions import policy_registry

from rotativa.documents import files
from rotativa.documents.actions.remove_document import InUse, remove_document, why_not_remove
from rotativa.documents.models import ReaderDocument


class ListView(documents.IndexView):
    """All documents. One is added at a time, and there are no acts on several."""

    add_url_name = "wagtaildocs:add"

    @cached_property
    def columns(self) -> list[Any]:
        """Wagtail's, without the one that marks rows."""
        columns: list[Any] = super().columns
        return columns[1:]


class AddView(documents.CreateView):
    """Adds a document."""

    page_title = gettext_lazy("Add a document")
    error_message = gettext_lazy("The document was not added. Please look at what is marked below.")

    def form_valid(self, form: Any) -> HttpResponse:
        self.form = form
        self.object = form.save()
        response: HttpResponse = self.save_action()
        return response

    def get_success_message(self, instance: ReaderDocument) -> str:
        return _("Added: %(title)s") % {"title": instance.title}


class EditView(documents.EditView):
    """Changes what is said of a document, or its file."""

    error_message = gettext_lazy("Nothing was changed. Please look at what is marked below.")

    def form_valid(self, form: Any) -> HttpResponse:
        self.form = form
        try:
            self.object = form.save()
        except PermissionDenied as error:
            form.add_error(None, str(error))
            self.produced_error_message = self.get_error_message()
            refused: HttpResponse = self.form_invalid(form)
            return refused
        response: HttpResponse = self.save_action()
        return response

    def get_success_message(self) -> str:
        return _("Saved: %(title)s") % {"title": self.object.title}


class DeleteView(documents.DeleteView):
    """Deletes a document that stands nowhere; says where it stands otherwise."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        reason = why_not_remove(self.object)
        return self._refuse(reason) if reason else super().get(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        address, message = self.get_success_url(), _("Deleted: %(title)s") % {"title": self.object.title}
        try:
            remove_document(self.request.user, self.object)
        except InUse as error:
            return self._refuse(str(error))
        messages.success(self.request, message)
        return redirect(address)

    def _refuse(self, reason: str) -> HttpResponse:
        messages.error(self.request, reason)
        return redirect("wagtaildocs:edit", self.object.pk)


@require_admin_access
def media(request: HttpRequest, name: str) -> FileResponse:
    """A document, for people of the desk who may use it; to be kept, and not to be run."""
    try:
        kept = files.name_of(f"{files.PREFIX}{name}")
        policy = policy_registry.get_by_type(ReaderDocument)
        if (
            not policy.instances_user_has_any_permission_for(request.user, ["choose", "change"])
            .filter(file=kept)
            .exists()
        ):
            raise Http404
        file = default_storage.open(kept)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
