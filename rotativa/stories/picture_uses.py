"""Where articles use a picture: what ``pictures.uses`` asks before one is deleted, or changed under readers' eyes."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from rotativa.kit.languages import isolated
from rotativa.pictures.uses import Seen
from rotativa.stories import raw, versions
from rotativa.stories.freezing import from_json
from rotativa.stories.models import State
from rotativa.stories.models.snapshot import PictureUse, Snapshot
from rotativa.stories.versions import body_of_draft, drafts_with


def articles_with(picture: str) -> tuple[str, ...]:
    """The articles that have ever shown this picture to readers, and those whose draft or schedule holds it, in words.

    Drafts of what is not out are no matter of ours: their row follows them, and Wagtail's index knows it.
    """
    shown = PictureUse.objects.filter(picture=picture).values_list("article__title", flat=True)
    return tuple(
        _("the article “%(headline)s”") % {"headline": isolated(title)}
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
            where = _("the article “%(headline)s”") % {"headline": isolated(text.headline)}
            yield Seen(snapshot.article.edition_id, where, own_alt=all(use.alt for use in shown))


def editions_planning(picture: str) -> Iterator[str]:
    """The editions in which an article is scheduled that shows this picture."""
    return versions.editions_planning(lambda draft: picture in _pictures_of(draft))


def _pictures_of(content: Mapping[str, Any]) -> set[str]:
    return raw.pictures_in(body_of_draft(content)) | {str(content.get("picture"))}
