"""The form of Wagtail's document screens: one door for files, our words, and saving by our verbs."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

from rotativa.documents.actions.add_document import add_document
from rotativa.documents.actions.change_document import change_document
from rotativa.documents.intake import Received, receive
from rotativa.documents.models import ReaderDocument
from rotativa.documents.saying import remedy, sentences
from rotativa.kit.actor import Refused
from rotativa.pictures.screens import ReceivedFileField


class DocumentFileField(ReceivedFileField):
    """A file that passes ``intake.receive``."""

    def receive(self, file: Any) -> Received:
        return receive(file)


class DocumentForm(BaseDocumentForm):
    """What is said of a document, and its file."""

    instance: ReaderDocument

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._user = kwargs.get("user")
        super().__init__(*args, **kwargs)
        former = self.fields["file"]
        self.fields["file"] = DocumentFileField(
            label=former.label,
            required=former.required,
            widget=former.widget,
            help_text=_(
                "PDF, text, CSV, JSON, or an office file. It goes out as it is: whatever its program wrote into it, "
                "such as names of authors, is still there. You are told what can be seen here."
            ),
        )
        if told := list(sentences(self.instance.found)):
            field = self.fields["file"]
            field.help_text = format_html(
                '{} <span class="r-gate r-gate-remark"><span><b>{}</b> {}</span></span>',
                field.help_text,
                format_html_join(" ", "{}", ((sentence,) for sentence in told)),
                remedy(),
            )
        if "collection" in self.fields:
            self.fields["collection"].label = _("Folder")

    def save(self, commit: bool = True) -> ReaderDocument:
        """Adds or changes the document by the verb of that name, which writes the fact in a transaction of its own."""
        if not commit or self._user is None:
            raise TypeError("a document is saved by a verb, at once, in somebody's name")
        file = self.cleaned_data.get("file") if "file" in self.changed_data else None
        title, tags = self.cleaned_data["title"], tuple(self.cleaned_data["tags"])
        collection, public_name = self.cleaned_data.get("collection"), self.cleaned_data.get("public_name")
        try:
            if self.instance.pk:
                self.instance = change_document(
                    self._user,
                    ReaderDocument.objects.get(pk=self.instance.pk),
                    received=file.received if file else None,
                    title=title,
                    public_name=public_name,
                    collection=collection,
                    tags=tags,
                )
            else:
                self.instance = add_document(
                    self._user,
                    self.cleaned_data["file"].received,
                    title=title,
                    public_name=public_name or "",
                    collection=collection or self.collections[0],
                    tags=tags,
                    uploader=self._user,
                )
        except Refused as error:
            raise PermissionDenied(str(error)) from error
        return self.instance
