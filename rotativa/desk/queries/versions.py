"""The versions of an article: what readers got, which is kept for ever, and what was saved."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import Revision

from rotativa.daybook.queries import Wanted, latest
from rotativa.kit.typed import number
from rotativa.stories.extracting import text_of
from rotativa.stories.freezing import from_json
from rotativa.stories.heirs import in_text
from rotativa.stories.models import ArticlePage, Snapshot
from rotativa.stories.text import ArticleText

MOST = 200
"""So many of each kind are listed, the newest: nobody looks through more in a list."""


@dataclass(frozen=True)
class Version:
    """One of them, by a key that addresses keep: ``published-3`` or ``saved-120``."""

    key: str
    number: int  # of what readers got; 0 for what was saved
    at: datetime
    who: str
    like: int = 0  # the number of the one that readers got again by it; 0 where it was a new one


@dataclass(frozen=True)
class Versions:
    """All that can be compared, newest first."""

    published: tuple[Version, ...]
    saved: tuple[Version, ...]

    def get(self, key: str) -> Version | None:
        """The one with this key."""
        return next((one for one in (*self.published, *self.saved) if one.key == key), None)

    def usual(self) -> tuple[str, str]:
        """What is compared when nobody says: what readers have and the draft, or the draft and the one before it."""
        saved = [one.key for one in self.saved[:2]]
        if self.published and saved:
            return self.published[0].key, saved[0]
        return (saved[-1], saved[0]) if saved else ("", "")

    def last_out(self) -> tuple[str, str] | None:
        """What readers had and what they have; None where they got one version at most."""
        return (self.published[1].key, self.published[0].key) if len(self.published) > 1 else None


def versions_of(article: ArticlePage) -> Versions:
    """What can be compared."""
    snapshots = Snapshot.objects.filter(article=article.pk).order_by("-number").defer("text", "hashes")[:MOST]
    revisions = article.revisions.order_by("-created_at", "-pk").defer("content").select_related("user")[:MOST]
    restored = latest(Wanted(verbs=("article.restored",), things=(article.thing,)), most=MOST)
    like = {fact.details["snapshot"]: fact.details["like"] for fact in restored}
    return Versions(
        tuple(
            Version(f"published-{one.number}", one.number, one.published_at, one.actor_name, like.get(one.number, 0))
            for one in snapshots
        ),
        tuple(Version(f"saved-{one.pk}", 0, one.created_at, _who(one)) for one in revisions),
    )


def text_behind(article: ArticlePage, key: str) -> ArticleText | None:
    """The text of a version; None where the article has none such."""
    kind, _dash, said = key.partition("-")
    wanted = number(said) or 0
    if kind == "published":
        snapshot = Snapshot.objects.filter(article=article.pk, number=wanted).first()
        return in_text(from_json(snapshot.text)) if snapshot else None
    revision = article.revisions.filter(pk=wanted).first() if kind == "saved" else None
    return text_of(revision.as_object()) if revision else None


def _who(revision: Revision) -> str:
    return revision.user.actor_name if revision.user else ""


def text_out(article: int) -> ArticleText | None:
    """What readers got of an article last, naming what is there now; None where they never got anything."""
    snapshot = Snapshot.objects.filter(article=article).order_by("-number").first()
    return in_text(from_json(snapshot.text)) if snapshot is not None else None
