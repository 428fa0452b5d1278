from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from rotativa.daybook.writing import transaction
from rotativa.kit.actor import Actor
from rotativa.stories import freezing
from rotativa.stories.errors import Impossible
from rotativa.stories.extracting import text_of
from rotativa.stories.facts import note
from rotativa.stories.hand import draft_of, in_hand, require_version, user_of
from rotativa.stories.models import ArticlePage, Share
from rotativa.stories.sharing import new_nonce, standing_files

SHORTEST, LONGEST = timedelta(hours=1), timedelta(days=14)


def share(
    actor: Actor,
    article: ArticlePage | int,
    *,
    lasting: timedelta,
    newest: bool,
    for_whom: str = "",
    revision: int | None = None,
    seen: str = "",
) -> Share:
    """Makes a link that shows the article to somebody without an account: always the newest draft, or this version.

    Raises ``Impossible`` for a time that is too short or too long, ``Overtaken`` where the version is not the one that
    the actor saw.
    """
    if not SHORTEST <= lasting <= LONGEST:
        raise Impossible(_("A link lasts from one hour to fourteen days."))
    with transaction(actor):
        held = in_hand(actor, "article.share", article)
        person = user_of(actor)
        if person is None:
            raise Impossible(_("A link is made by a person, with whose account it ends."))
        if not newest:
            require_version(held, revision, seen)
        draft, now = draft_of(held), timezone.now()
        text = text_of(draft)
        made = Share.objects.create(
            article=held,
            nonce=new_nonce(),
            text=None if newest else freezing.to_json(text),
            files="" if newest else standing_files(text),
            for_whom=for_whom.strip(),
            maker=person,
            made=now,
            ends=now + lasting,
        )
        note("article.shared", held, headline=draft.title, until=made.ends.isoformat(), newest=newest)
    return made
