"""Where articles offer a document: what ``documents.uses`` asks before one is deleted, or another put in its place."""

from collections.abc import Iterable, Iterator

from django.db.models import F
from django.utils.translation import gettext as _

from rotativa.documents.models import ReaderDocument
from rotativa.kit.languages import isolated
from rotativa.stories import raw, versions
from rotativa.stories.freezing import from_json
from rotativa.stories.models import DocumentUse, Snapshot, State
from rotativa.stories.versions import body_of_draft, drafts_with


def hold_documents(identities: Iterable[str]) -> None:
    """Keeps these documents until the end of the transaction: nobody deletes one between our look and the commit."""
    wanted = sorted({int(identity) for identity in identities})
    if wanted:
        list(
            ReaderDocument.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk").values_list("pk")
        )


def articles_with(document: str) -> tuple[str, ...]:
    """The articles that have ever offered it to readers, and those whose draft or schedule holds it, in words."""
    offered = DocumentUse.objects.filter(document=document).values_list("article__title", flat=True)
    drafts = drafts_with(lambda content: document in raw.documents_in(body_of_draft(content)))
    return tuple(_("the article “%(headline)s”") % {"headline": isolated(title)} for title in [*offered, *drafts])


def editions_planning(document: str) -> Iterator[str]:
    """The editions in which an article is scheduled that offers it."""
    return versions.editions_planning(lambda content: document in raw.documents_in(body_of_draft(content)))


def editions_offering(document: str) -> Iterator[str]:
    """The editions in which readers are offered it now."""
    uses = DocumentUse.objects.filter(document=document)
    public = Snapshot.objects.filter(article__row__state=State.OUT, number=F("article__row__snapshot"))
    for snapshot in public.filter(article__in=uses.values("article")).select_related("article"):
        if any(use.document == document for use in from_json(snapshot.text).documents()):
            yield snapshot.article.edition_id
