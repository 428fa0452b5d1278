"""Links for somebody outside: what they are, and what whoever has one is shown.

A link carries a name that nobody guesses and our signature on it. The signature is asked before the database: a link
that was made up, one that ended and one that was taken back are answered alike. No session has a part in it.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.db.models import F
from django.utils import timezone

from rotativa.kit.hashing import fingerprint
from rotativa.staff.models import User
from rotativa.stories import relating
from rotativa.stories.extracting import text_of
from rotativa.stories.facts import note
from rotativa.stories.freezing import from_json
from rotativa.stories.hand import draft_of, files_of
from rotativa.stories.models import ArticlePage, Share
from rotativa.stories.rows import latest_snapshot
from rotativa.stories.text import ArticleText, PublishedArticle

_SIGNER = "rotativa.stories.sharing"
_LONGEST = 120


@dataclass(frozen=True)
class Shown:
    """What a link shows: the article as it is to be rendered, and what is to be said above it."""

    article: PublishedArticle
    ends: datetime
    frozen: datetime | None  # of the version; None where it is always the newest draft
    is_out: bool  # readers have just this
    has_other_files: bool  # than that version had: a picture's or a document's was replaced since
    now: datetime


def new_nonce() -> str:
    """A name for a link."""
    return secrets.token_urlsafe(16)


def token_of(share: Share) -> str:
    """What stands in the link."""
    return Signer(salt=_SIGNER).sign(share.nonce).replace(":", "~")


def found(token: str) -> Share | None:
    """The link that somebody came by; None where it shows nothing, for whatever reason."""
    if len(token) > _LONGEST:
        return None
    try:
        nonce = Signer(salt=_SIGNER).unsign(token.replace("~", ":"))
    except BadSignature:
        return None
    share = Share.objects.select_related("article__latest_revision", "maker").filter(nonce=nonce).first()
    return share if share is not None and works(share) else None


def standing_files(text: ArticleText) -> str:
    """What stands for the files that a text shows and offers now: of replaced ones, nobody keeps the old."""
    return fingerprint(files_of(text)).hex()


def works(share: Share) -> bool:
    """Whether it shows anything now: it ends with its time, by hand, and once who made it may not make it any more."""
    if share.maker is None or share.taken_back is not None or timezone.now() >= share.ends:
        return False
    article = share.article
    return share.maker.may("article.share", article.edition_id, own=article.owner_id == share.maker_id)


def working(article: ArticlePage) -> list[Share]:
    """The links that show this article to somebody now."""
    rows = Share.objects.filter(article=article.pk, taken_back=None, ends__gt=timezone.now())
    return [share for share in rows.select_related("article", "maker") if works(share)]


def take_back_of(user: User) -> None:
    """Ends the links that this person made, each with a fact; called inside a transaction."""
    rows = Share.objects.filter(maker=user, taken_back=None, ends__gt=timezone.now())
    for share in rows.select_for_update(of=("self",)).select_related("article__latest_revision").order_by("pk"):
        Share.objects.filter(pk=share.pk).update(taken_back=timezone.now())
        note("article.unshared", share.article)


def look(share: Share) -> Shown:
    """What it shows now. Counts."""
    Share.objects.filter(pk=share.pk).update(seen=F("seen") + 1, last_seen=timezone.now())
    return shown_by(share)


def shown_by(share: Share) -> Shown:
    """What it shows now."""
    now = timezone.now()
    text = text_of(draft_of(share.article)) if share.text is None else from_json(share.text)
    return Shown(
        article=_as_printed(share.article, text, now),
        ends=share.ends,
        frozen=share.made if share.text is not None else None,
        is_out=_is_out(share.article, text),
        has_other_files=bool(share.files) and share.files != standing_files(text),
        now=now,
    )


def _is_out(article: ArticlePage, text: ArticleText) -> bool:
    snapshot = latest_snapshot(article.pk) if article.live else None
    return snapshot is not None and from_json(snapshot.text) == text


def _as_printed(article: ArticlePage, text: ArticleText, now: datetime) -> PublishedArticle:
    return PublishedArticle(
        identity=str(article.pk),
        story=str(article.story_id),
        edition=article.edition_id,
        text=text,
        first_published=article.first_out or now,
        updated=now if article.first_out else None,
        snapshot=0,
        near=relating.near(str(article.story_id), article.edition_id, text),
    )
