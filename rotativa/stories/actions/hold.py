from collections.abc import Sequence

from rotativa.daybook.writing import transaction
from rotativa.kit.actor import Actor
from rotativa.stories.facts import note
from rotativa.stories.hand import in_hand
from rotativa.stories.models import ArticlePage, ArticleRow
from rotativa.stories.rules import Gate


def hold(actor: Actor, article: ArticlePage | int, gates: Sequence[Gate]) -> None:
    """Records that a scheduled article did not go out, and which gates held it. Said once for the same gates."""
    names = [gate.name for gate in gates]
    with transaction(actor):
        held = in_hand(actor, "article.schedule", article)
        changed = ArticleRow.objects.filter(article=held.pk).exclude(held=names).update(held=names)
        if changed:
            due = held.scheduled_revision
            note("article.held", held, headline=due.content["title"] if due else None, gates=names)
