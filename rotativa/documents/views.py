"""Wagtail's document screens, as far as they write, with our verbs in place of its saving; and the desk's files."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.documents.views import chooser, documents
from wagtail.permissions import policy_registry

from rotativa.documents import files
from rotativa.documents.actions.remove_document import remove_document, why_not_remove
from rotativa.documents.models import ReaderDocument
from rotativa.documents.saying import remedy, sentences
from rotativa.kit.actor import Actor
from rotativa.kit.typed import number
from rotativa.pictures.screens import AddByVerb, ChangeByVerb, CountsPlaces, DeleteUnused, kept_file, may_have_file


class ListView(CountsPlaces, documents.IndexView):
    """All documents. One is added at a time, and there are no acts on several."""

    add_url_name = "wagtaildocs:add"

    @cached_property
    def columns(self) -> list[Any]:
        """Wagtail's, without the one that marks rows."""
        columns: list[Any] = super().columns
        return columns[1:]


class AddView(AddByVerb, documents.CreateView):
    """Adds a document."""

    page_title = gettext_lazy("Add a document")
    error_message = gettext_lazy("The document was not added. Please look at what is marked below.")

    def save_action(self) -> HttpResponse:
        """Says beside it what readers could see of whoever made it."""
        return _warned(self, super().save_action())


class EditView(ChangeByVerb, documents.EditView):
    """Changes what is said of a document, or its file."""

    error_message = gettext_lazy("Nothing was changed. Please look at what is marked below.")

    def save_action(self) -> HttpResponse:
        """Says beside it what readers could see of whoever made the file, where it is another now."""
        answer = super().save_action()
        return _warned(self, answer) if "file" in self.form.changed_data else answer


class DeleteView(DeleteUnused, documents.DeleteView):
    """Deletes a document that stands nowhere; says where it stands otherwise."""

    edit_screen = "wagtaildocs:edit"

    def why_not(self) -> str:
        return why_not_remove(self.object)

    def remove(self, actor: Actor) -> None:
        remove_document(actor, self.object)


class ChooserUploadView(chooser.DocumentChooserUploadView):
    """Adds a document from an editor's chooser; one that tells of whoever made it is chosen after that was said.

    What is said takes the place of the form, with a button that chooses the document; it is in the library by then.
    """

    def post(self, request: HttpRequest) -> HttpResponse:
        if added := number(request.POST.get("added", "")):
            return self._choose(get_object_or_404(ReaderDocument, pk=added))
        answer: HttpResponse = super().post(request)
        return answer

    def get_chosen_response(self, item: ReaderDocument) -> HttpResponse:
        told = list(sentences(item.found)) if "added" not in self.request.POST else []
        if told:
            self.creation_form_template_name = "documents/chooser_told.html"
            self.told = {"document": item, "sentences": told, "remedy": remedy()}
            said: HttpResponse = self.get_reshow_creation_form_response()
            return said
        chosen: HttpResponse = super().get_chosen_response(item)
        return chosen

    def _choose(self, item: ReaderDocument) -> HttpResponse:
        policy = policy_registry.get_by_type(ReaderDocument)
        if not policy.user_has_permission_for_instance(self.request.user, "choose", item):
            raise PermissionDenied
        return self.get_chosen_response(item)


def _warned(view: Any, answer: HttpResponse) -> HttpResponse:
    if told := list(sentences(view.object.found)):
        words = format_html_join(" ", "{}", ((sentence,) for sentence in [*told, remedy()]))
        buttons = [
            messages.button(reverse("wagtaildocs:edit", args=(view.object.pk,)), gettext("Look at this document"))
        ]
        messages.warning(view.request, words, buttons=buttons)
    return answer


@require_admin_access
def media(request: HttpRequest, name: str) -> FileResponse:
    """A document, for people of the desk who may use it; to be kept, and not to be run."""
    try:
        kept = files.name_of(f"{files.PREFIX}{name}")
    except FileNotFoundError as error:
        raise Http404 from error
    if not may_have_file(request, ReaderDocument, kept):
        raise Http404
    return kept_file(kept, "application/octet-stream", as_attachment=True, filename=files.called(name))
