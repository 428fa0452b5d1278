"""Where articles use a picture: what ``pictures.uses`` asks before one is deleted, or changed under readers' eyes."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _
from wagtail.models import Revision

from rotativa.pictures.uses import Seen
from rotativa.stories import raw
from rotativa.stories.freezing import from_json
from rotativa.stories.models import ArticlePage, ArticleRow, State
from rotativa.stories.models.snapshot import PictureUse, Snapshot


def articles_with(picture: str) -> tuple[str, ...]:
    """The articles that have ever shown this picture to readers, and those whose draft or schedule holds it, in words.

    Drafts of what is not out are no matter of ours: their row follows them, and Wagtail's index knows it.
    """
    shown = PictureUse.objects.filter(picture=picture).values_list("article__title", flat=True)
    return tuple(
        _("the article “%(headline)s”") % {"headline": title}
        for title in [*shown, *drafts_with(lambda draft: picture in _pictures_of(draft))]
    )


def articles_showing(picture: str) -> Iterator[Seen]:
    """The articles in which readers see this picture now, with the edition of each."""
    uses = PictureUse.objects.filter(picture=picture)
    public = Snapshot.objects.filter(article__row__state=State.OUT, number=F("article__row__snapshot"))
    for snapshot in public.filter(article__in=uses.values("article")).select_related("article"):
        text = from_json(snapshot.text)
        shown = [use for use in text.pictures() if use.picture == picture]
        if shown:
            where = _("the article “%(headline)s”") % {"headline": text.headline}
            yield Seen(snapshot.article.edition_id, where, own_alt=all(use.alt for use in shown))


def drafts_with(holds: Callable[[Mapping[str, Any]], bool]) -> Iterator[str]:
    """The headlines of drafts and schedules of which this holds; Wagtail's own index knows those of what is not out."""
    return (title for _article, title in versions_with(holds))


def versions_with(holds: Callable[[Mapping[str, Any]], bool], *, all_drafts: bool = False) -> Iterator[tuple[int, str]]:
    """The same, each article with its headline in that version; ``all_drafts``: those of what is not out too."""
    wanted = Q(edited=True) | Q(scheduled_at__isnull=False) | (~Q(state=State.OUT) if all_drafts else Q())
    waiting = ArticleRow.objects.filter(wanted)
    articles = ArticlePage.objects.filter(pk__in=waiting.values("article"))
    latest = Q(pk__in=articles.values("latest_revision"))
    due = Q(pk__in=Revision.page_revisions.filter(approved_go_live_at__isnull=False).values("pk"))
    versions = Revision.page_revisions.filter(latest | due).values_list("object_id", "content")
    for article, content in versions.iterator(50):
        if holds(content):
            yield int(article), str(content.get("title", ""))


def body_of_draft(content: Mapping[str, Any]) -> list[raw.Raw]:
    """The body in a version, as Wagtail keeps it."""
    body = content.get("body") or "[]"
    return list(json.loads(body) if isinstance(body, str) else body)


def _pictures_of(content: Mapping[str, Any]) -> set[str]:
    return raw.pictures_in(body_of_draft(content)) | {str(content.get("picture"))}
