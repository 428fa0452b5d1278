"""Who is told of the notes that colleagues write on an article."""

from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.models import PageSubscription

from rotativa.staff.models import User
from rotativa.stories.models import ArticlePage
from rotativa.stories.news import tell_of_note


def told(article: ArticlePage, by: User, changes: Mapping[str, Any]) -> None:
    """Puts down what a save changed among the notes: a new one for the writer and for who follows the article, an
    answer for those of its thread, too; that one is done with, for its thread alone."""
    if not any(changes.values()):
        return
    followers = [article.owner, *_followers(article)] if article.owner is not None else _followers(article)
    if changes["new_comments"]:
        tell_of_note("note.added", article.pk, followers, by)
    for note, _answers in changes["new_replies"]:
        tell_of_note("note.answered", article.pk, [*followers, *_thread([note])], by)
    if changes["resolved_comments"]:
        tell_of_note("note.resolved", article.pk, _thread(changes["resolved_comments"]), by)


def _followers(article: ArticlePage) -> list[User]:
    subscribed = PageSubscription.objects.filter(page=article, comment_notifications=True)
    return list(User.objects.filter(pk__in=subscribed.values("user")))


def _thread(notes: Iterable[Any]) -> list[User]:
    return [user for note in notes for user in (note.user, *(answer.user for answer in note.replies.all()))]
