from typing import Unpack

from django.utils.translation import gettext as _

from rotativa.daybook.writing import transaction
from rotativa.kit.actor import Actor
from rotativa.stories.drafting import Words, write
from rotativa.stories.errors import Impossible
from rotativa.stories.facts import note
from rotativa.stories.hand import draft_of, in_hand, require_version, user_of, version_of
from rotativa.stories.models import ArticlePage


def save_draft(
    actor: Actor, article: ArticlePage | int, *, revision: int | None = None, seen: str = "", **words: Unpack[Words]
) -> ArticlePage:
    """Saves words as a new version of the draft; readers see nothing of it. A save that changes nothing is none.

    ``revision`` and ``seen`` say which version the actor wrote on (``hand.version_of``): where it is not the latest any
    more, ``Overtaken`` is raised and nothing is lost.
    """
    with transaction(actor):
        held = in_hand(actor, "article.write", article)
        require_version(held, revision, seen)
        if held.out_day is not None and words.get("slug", held.public_slug) != held.public_slug:
            raise Impossible(_("It has been out: its address is changed by moving it, not by a draft."))
        draft = draft_of(held)
        before = version_of(draft), draft.public_slug
        write(draft, words)
        if (version_of(draft), draft.public_slug) == before:
            return draft
        if not held.live:
            # As Wagtail's editor does: the row of what is not public follows its draft.
            draft.save(clean=True)
        draft.save_revision(user=user_of(actor), clean=False)
        note("article.saved", draft, headline=draft.title)
    return draft
