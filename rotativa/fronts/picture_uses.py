"""Where plain pages and fronts use a picture: what ``pictures.uses`` asks before one is deleted, or changed."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from rotativa.editions.in_words import language_name
from rotativa.fronts.composition import from_json
from rotativa.fronts.models.fronts import Front, PictureUse
from rotativa.fronts.models.pages import PageSnapshot, PageState, PageText
from rotativa.kit.languages import isolated
from rotativa.pictures.uses import Seen
from rotativa.stories import raw
from rotativa.stories.freezing import passage_from_json
from rotativa.stories.text import ContextText, Picture


def pages_with(picture: str) -> tuple[str, ...]:
    """The plain pages that have ever shown this picture to readers, and those whose draft holds it, in words."""
    drafts = [row.name for row in PageText.objects.all() if picture in raw.pictures_in(list(row.body.raw_data))]
    shown = [
        text.title
        for text in (passage_from_json(one.text) for one in PageSnapshot.objects.order_by("pk").only("text"))
        if any(use.picture == picture for use in _pictures(text))
    ]
    return tuple(_words(title) for title in dict.fromkeys([*shown, *drafts]))


def pages_showing(picture: str) -> Iterator[Seen]:
    """The plain pages on which readers see this picture now, with the edition of each."""
    for row in PageText.objects.filter(state=PageState.OUT):
        snapshot = PageSnapshot.objects.get(page=row.page_id, edition_id=row.edition_id, number=row.snapshot or 0)
        uses = [use for use in _pictures(passage_from_json(snapshot.text)) if use.picture == picture]
        if uses:
            yield Seen(row.edition_id, _words(row.name), own_alt=all(use.alt for use in uses))


def fronts_with(picture: str) -> tuple[str, ...]:
    """The fronts on which this picture was chosen for a place: that readers ever had, drafts, and those to come."""
    shown = PictureUse.objects.filter(picture=picture).order_by("edition").values_list("edition_id", flat=True)
    held = Front.objects.order_by("edition").values_list("edition_id", "draft", "scheduled")
    to_come = [code for code, *both in held for kept in both if kept and picture in from_json(kept).pictures]
    return tuple(_front(code) for code in dict.fromkeys(map(str, [*shown, *to_come])))


def fronts_showing(picture: str) -> Iterator[Seen]:
    """The fronts on which readers see this picture in a place for which it was chosen."""
    for row in Front.objects.filter(public__isnull=False).select_related("public"):
        if row.public is not None and picture in from_json(row.public.composition).at(timezone.now()).pictures:
            yield Seen(row.edition_id, _front(row.edition_id), own_alt=False)


def editions_planning(picture: str) -> Iterator[str]:
    """The editions in which a front is scheduled that shows this picture in a place for which it was chosen."""
    for row in Front.objects.filter(scheduled_at__isnull=False):
        if picture in from_json(row.scheduled).pictures:
            yield row.edition_id


def _front(edition: str) -> str:
    return _("the front in %(edition)s") % {"edition": language_name(edition)}


def _pictures(text: ContextText) -> list[Picture]:
    return [block for block in text.body if isinstance(block, Picture)]


def _words(title: str) -> str:
    return _("the page “%(title)s”") % {"title": isolated(title)}
