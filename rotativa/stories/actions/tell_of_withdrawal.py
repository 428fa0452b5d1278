from django.utils.translation import gettext as _

from rotativa.daybook.writing import transaction
from rotativa.kit.actor import Actor
from rotativa.stories.errors import Impossible
from rotativa.stories.facts import note
from rotativa.stories.hand import in_hand
from rotativa.stories.models import ArticlePage, ArticleRow, Withdrawal


def tell_of_withdrawal(
    actor: Actor, article: ArticlePage | int, *, tells: bool, reason: str = "", stands: str = ""
) -> None:
    """Lets the address of a withdrawn article name what stood there, and when; or be silent of it, from then on.

    What readers are told is the headline that they had last. Where it is so already, nothing is noted. Raises
    ``Impossible`` unless it is withdrawn, and where it was withdrawn anew, or decided otherwise, since the actor looked
    (``Withdrawal.stands``); who does not say is not asked.
    """
    with transaction(actor):
        held = in_hand(actor, "article.withdraw", article)
        withdrawal = Withdrawal.objects.filter(article=held.pk).first()
        if withdrawal is None:
            raise Impossible(_("It is not withdrawn, so there is nothing to tell of it."))
        if withdrawal.tells == tells:
            return
        if stands and withdrawal.stands != stands:
            raise Impossible(
                _(
                    "It was withdrawn anew meanwhile, or somebody changed what readers are told; the daybook says why."
                    " Look again, then decide."
                )
            )
        headline = ArticleRow.objects.values_list("headline", flat=True).get(article=held.pk)
        Withdrawal.objects.filter(article=held.pk).update(headline=headline if tells else "")
        note("article.told" if tells else "article.untold", held, headline=headline, reason=reason)
