from django.utils.translation import gettext as _

from rotativa.daybook.writing import transaction
from rotativa.kit import slugs
from rotativa.kit.actor import Actor
from rotativa.stories import addressing, publication
from rotativa.stories.errors import Impossible
from rotativa.stories.facts import note
from rotativa.stories.hand import draft_of, in_hand, user_of
from rotativa.stories.models import ArticlePage


def move(actor: Actor, article: ArticlePage | int, slug: str) -> ArticlePage:
    """Gives an article another address; where it is out, the old one redirects from now on.

    Raises ``Impossible`` where the slug is none or is taken; the message names one that is free.
    """
    with transaction(actor):
        held = in_hand(actor, "article.move", article)
        if held.first_out is not None and not held.live:
            raise Impossible(_("It is withdrawn. Send it out again first; then it can be moved."))
        former = held.public_slug
        held.public_slug = slugs.slugify(slug)
        wrong = addressing.problem(held) if held.public_slug else slugs.why_not("")
        if wrong:
            raise Impossible(wrong)
        if held.public_slug in (former, "") and draft_of(held).public_slug == former:
            return held
        ArticlePage.objects.filter(pk=held.pk).update(public_slug=held.public_slug)
        if held.live:
            publication.settle(held)
        else:
            _write_on_versions(actor, held)
            note("article.moved", held, **{"from": former, "slug": held.public_slug})
    return held


def _write_on_versions(actor: Actor, article: ArticlePage) -> None:
    """Before it is out, its address is what its versions say: the scheduled one, and the draft.

    The draft is a new version, so that a colleague who has the one of before open is told; unless it is the scheduled
    one, behind which nothing new is to wait.
    """
    scheduled = article.scheduled_revision
    if scheduled is not None:
        scheduled.content["public_slug"] = article.public_slug
        scheduled.save(update_fields=["content"])
        if scheduled.pk == article.latest_revision_id:
            return
    draft = draft_of(article)
    draft.public_slug = article.public_slug
    draft.save_revision(user=user_of(actor), clean=False)
