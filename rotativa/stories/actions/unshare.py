from django.utils import timezone
from django.utils.translation import gettext as _

from rotativa.daybook.writing import transaction
from rotativa.kit.actor import Actor
from rotativa.stories.errors import Impossible
from rotativa.stories.facts import note
from rotativa.stories.hand import draft_of, in_hand
from rotativa.stories.models import ArticlePage, Share


def unshare(actor: Actor, article: ArticlePage | int, share: int) -> None:
    """Takes a link back: from now on it shows nothing. Raises ``Impossible`` where the article has no such link."""
    with transaction(actor):
        held = in_hand(actor, "article.share", article)
        found = Share.objects.select_for_update().filter(pk=share, article=held.pk).first()
        if found is None:
            raise Impossible(_("There is no such link."))
        if found.taken_back is None:
            Share.objects.filter(pk=found.pk).update(taken_back=timezone.now())
            note("article.unshared", held, headline=draft_of(held).title)
