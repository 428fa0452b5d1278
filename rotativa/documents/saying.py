"""What a document tells of whoever made it, in words for an editor."""

from collections.abc import Iterator

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rotativa.documents.metadata.told import Told


def sentences(told: Told) -> Iterator[SafeString]:
    """One for each thing that it says; none where it says nothing."""
    said = {
        "author": _("This file says it was written by %(names)s; readers can see that."),
        "editor": _("This file says it was changed or printed by %(names)s; readers can see that."),
        "company": _("This file says it comes from %(names)s; readers can see that."),
        "title": _("Inside, this file calls itself %(names)s; readers can see that."),
    }
    for kind, sentence in said.items():
        if names := getattr(told, kind):
            quoted = format_html_join(_(", "), '<q dir="auto">{}</q>', ((name,) for name in names))
            yield format_html(sentence % {"names": "{}"}, quoted)
    if told.unread:
        yield escape(_("This file is locked, so nobody here can see whom it names. Readers may be able to."))


def remedy() -> str:
    """How it is taken out, which nobody does silently: a document may be evidence."""
    return _(
        "To keep that from readers, have personal data removed by the program that made the file, and send "
        "the new file."
    )
