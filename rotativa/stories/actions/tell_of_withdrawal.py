from django.utils.translation import gettext as _

from rotativa.daybook.writing import transaction
from rotativa.kit.actor import Actor
from rotativa.stories.errors import Impossible
from rotativa.stories.facts import note
from rotativa.stories.hand import in_hand
from rotativa.stories.models import ArticlePage, ArticleRow, Withdrawal


def tell_of_withdrawal(actor: Actor, article: ArticlePage | int, *, tells: bool, reason: str = "") -> None:
    """Lets the address of a withdrawn article name what stood there, and when; or be silent of it, from then on.

    What readers are told is the headline that they had last. Where it is so already, nothing is noted. Raises
    ``Impossible`` unless it is withdrawn.
    """
    with transaction(actor):
        held = in_hand(actor, "article.withdraw", article)
        withdrawal = Withdrawal.objects.filter(article=held.pk).first()
        if withdrawal is None:
            raise Impossible(_("It is not withdrawn, so there is nothing to tell of it."))
        headline = ArticleRow.objects.values_list("headline", flat=True).get(article=held.pk) if tells else ""
        if bool(withdrawal.headline) == tells:
            return
        Withdrawal.objects.filter(article=held.pk).update(headline=headline)
        note("article.told" if tells else "article.untold", held, headline=held.title, reason=reason)
