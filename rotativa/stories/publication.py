"""What follows when an article goes out or is withdrawn: snapshot, address, rows, fact. Called by the bridge only."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

from rotativa.addresses import giving
from rotativa.addresses.queries import current_paths, has_address
from rotativa.daybook import writing
from rotativa.kit.hashing import fingerprint
from rotativa.stories import addressing, facts, freezing, heirs, relating, rows
from rotativa.stories.extracting import text_of
from rotativa.stories.models.article import ArticlePage
from rotativa.stories.models.share import Share
from rotativa.stories.models.snapshot import DocumentUse, PictureUse, Snapshot
from rotativa.stories.models.withdrawal import Withdrawal

_reason: ContextVar[str] = ContextVar("reason", default="")
_restored: ContextVar[int | None] = ContextVar("restored", default=None)


@contextmanager
def reason_for(reason: str) -> Iterator[None]:
    """Why an article is taken back, or a version of it, for the fact that follows inside."""
    token = _reason.set(reason)
    try:
        yield
    finally:
        _reason.reset(token)


@contextmanager
def restoring(number: int) -> Iterator[None]:
    """What goes out inside is the text of that snapshot once more, in place of a later one."""
    token = _restored.set(number)
    try:
        yield
    finally:
        _restored.reset(token)


def put_out(article: ArticlePage) -> None:
    """The article, as this object is, is public now. Freezes its text and notes what that means to readers.

    A publication that changes nothing makes no snapshot and no fact.
    """
    path = current_paths([article.thing]).get(article.thing)
    was_withdrawn = path is None and has_address(article.thing)
    snapshot = _freeze(article)
    _date(article)
    place = _give_address(article, path)
    rows.keep(article)
    if path is None:
        Withdrawal.objects.filter(article=article.pk).delete()
        verb = "article.republished" if was_withdrawn else "article.published"
        number = snapshot.number if snapshot else Snapshot.objects.filter(article=article.pk).count()
        facts.note(verb, article, headline=article.title, path=place, snapshot=number)
        return
    if snapshot is None:
        return
    said = {"path": place, "snapshot": snapshot.number}
    like = _restored.get()
    if like is None:
        facts.note("article.updated", article, headline=article.title, **said)
    else:
        facts.note("article.restored", article, headline=article.title, **said, like=like, reason=_reason.get())


def settle(article: ArticlePage) -> None:
    """The slug of a public article has changed: gives it its new address, and the old one redirects."""
    path = current_paths([article.thing]).get(article.thing)
    place = _give_address(article, path)
    rows.keep(article)
    facts.note("article.moved", article, headline=article.title, **{"from": path, "path": place})


def take_back(article: ArticlePage) -> None:
    """The article is public no more. Its address does not say which one it was, unless that is an act of its own.

    Nor is it shown outside by the links of before: who is still to read it gets a new one.
    """
    path = current_paths([article.thing]).get(article.thing, "")
    giving.withdraw(article.thing)
    Withdrawal.objects.update_or_create(article_id=article.pk, defaults={"at": timezone.now(), "headline": ""})
    rows.keep(article)
    _end_links(article)
    facts.note("article.withdrawn", article, headline=article.title, path=path, reason=_reason.get())


def _end_links(article: ArticlePage) -> None:
    now = timezone.now()
    open_links = Share.objects.filter(article=article.pk, taken_back=None, ends__gt=now)
    for _link in range(open_links.update(taken_back=now)):
        facts.note("article.unshared", article)


def _freeze(article: ArticlePage) -> Snapshot | None:
    """A new snapshot, where the text differs from the last."""
    text = text_of(article)
    last = Snapshot.objects.filter(article=article.pk).order_by("-number").only("number", "text").first()
    if last is not None:
        before = freezing.from_json(last.text)
        text = heirs.as_before(text, before)
        if text == before:  # not by the fingerprint: a text has more fields in a later version of Rotativa
            return None
    actor = writing.actor()
    snapshot = Snapshot.objects.create(
        article_id=article.pk,
        number=last.number + 1 if last else 1,
        revision=article.live_revision_id,
        near=list(relating.near(str(article.story_id), article.edition_id, text)),
        text=freezing.to_json(text),
        hashes=freezing.hashes(text),
        fingerprint=fingerprint(text).hex(),
        published_at=timezone.now() if last or article.first_out is None else article.first_out,
        actor_id=actor.actor_id,
        actor_name=actor.actor_name,
    )
    shown = [PictureUse(article_id=article.pk, picture=int(use.picture)) for use in text.pictures()]
    PictureUse.objects.bulk_create(shown, ignore_conflicts=True)
    offered = [DocumentUse(article_id=article.pk, document=int(use.document)) for use in text.documents()]
    DocumentUse.objects.bulk_create(offered, ignore_conflicts=True)
    return snapshot


def _date(article: ArticlePage) -> None:
    """The first time out, and the day of it in the edition's zone: once, for ever."""
    if article.out_day is not None:
        return
    article.first_out = article.first_out or timezone.now()
    article.out_day = addressing.day_of(article.edition, article.first_out)
    ArticlePage.objects.filter(pk=article.pk).update(first_out=article.first_out, out_day=article.out_day)


def _give_address(article: ArticlePage, path: str | None) -> str:
    """Gives the article its address, the one it has or another, and says which."""
    if article.public_slug:
        place = addressing.path_of(article, article.public_slug)
        if place != path:
            giving.give(place, article.thing)
        return place
    while True:
        article.public_slug = addressing.proposed(article)
        place = addressing.path_of(article, article.public_slug)
        try:
            giving.give(place, article.thing)
        except giving.Taken:  # by another article with this headline, since we looked
            continue
        ArticlePage.objects.filter(pk=article.pk).update(public_slug=article.public_slug)
        return place
