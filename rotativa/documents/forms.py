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
from rotativa.pictures.seen import AsSeen


class DocumentFileField(ReceivedFileField):
    """A file that passes ``intake.receive``."""

    def receive(self, file: Any) -> Received:
        return receive(file)


class DocumentForm(AsSeen, BaseDocumentForm):
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
        if self.instance.pk:
            self.keep_what_is_seen()

    def save(self, commit: bool = True) -> ReaderDocument:
        """Adds or changes the document by the verb of that name, which writes the fact in a transaction of its own."""
        if not commit or self._user is None:
            raise TypeError("a document is saved by a verb, at once, in somebody's name")
        try:
            self.instance = self._change(self._user) if self.instance.pk else self._add(self._user)
        except Refused as error:
            raise PermissionDenied(str(error)) from error
        return self.instance

    def _add(self, user: Any) -> ReaderDocument:
        told = self.cleaned_data
        return add_document(
            user,
            told["file"].received,
            title=told["title"],
            public_name=told.get("public_name") or "",
            collection=told.get("collection") or self.collections[0],
            tags=tuple(told["tags"]),
            uploader=user,
        )

    def _change(self, user: Any) -> ReaderDocument:
        told = {name: self.cleaned_data[name] for name in self.changed_data}
        return change_document(
            user,
            ReaderDocument.objects.get(pk=self.instance.pk),
            received=told["file"].received if told.get("file") else None,
            title=told.get("title"),
            public_name=told.get("public_name"),
            collection=told.get("collection"),
            tags=tuple(told["tags"]) if "tags" in told else None,
        )
