"""The acts on what the newsroom says of itself: plain pages, and what leads to them."""

from django.core.exceptions import ValidationError

from rotativa.fronts.actions.add_page import add_page
from rotativa.fronts.actions.change_page_kind import change_page_kind
from rotativa.fronts.actions.name_page import name_page
from rotativa.fronts.actions.publish_navigation import publish_navigation
from rotativa.fronts.actions.publish_page import publish_page
from rotativa.fronts.actions.save_page import save_page
from rotativa.fronts.actions.withdraw_page import withdraw_page
from rotativa.fronts.models import PageKind, PageState, PageText
from rotativa.fronts.values import Entry, FootList, Navigation
from tests.acts.newsroom import Newsroom
from tests.acts.verbs import act, picture_of


@act(3)
def publish_a_plain_page(room: Newsroom) -> bool:
    if len(room.pages) < 3:
        room.pages.append(add_page(room.actor, room.dice.choice(PageKind.values)))
    page, code = room.dice.choice(room.pages), room.dice.choice(room.editions)
    name_page(room.actor, page, code, name=room.words(code, 2))
    body = [{"type": "text", "value": f"<p>{room.words(code, 12)}.</p>"}]
    save_page(room.actor, page, code, body=[*body, {"type": "picture", "value": picture_of(room, code)}])
    try:
        publish_page(room.actor, page, code)
    except ValidationError:  # another page has taken its address since
        return False
    return True


@act(2)
def rename_a_plain_page(room: Newsroom) -> bool:
    text = _page(room, PageState.OUT)
    if text is None:
        return False
    # Few words, so that addresses come back to pages which had them.
    slug = f"page-{text.page_id}-{room.dice.randrange(3)}"
    name_page(room.actor, text.page, text.edition_id, name=room.words(text.edition_id, 2), slug=slug)
    return True


@act(1)
def say_what_a_plain_page_is(room: Newsroom) -> bool:
    if not room.pages:
        return False
    change_page_kind(room.actor, room.dice.choice(room.pages), room.dice.choice(PageKind.values))
    return True


@act(2)
def withdraw_a_plain_page(room: Newsroom) -> bool:
    text = _page(room, PageState.OUT)
    if text is None:
        return False
    withdraw_page(room.actor, text.page, text.edition_id)
    return True


@act(2)
def change_the_navigation(room: Newsroom) -> bool:
    code = room.dice.choice(room.editions)
    entries = [
        Entry("sections"),
        Entry("front"),
        Entry("outside", "https://books.example/", room.words(code, 1)),
        *(Entry("section", str(one.pk)) for one in room.sections),
        *(Entry("kind", str(one.pk), room.dice.choice(["", room.words(code, 1)])) for one in room.kinds),
        *(Entry("topic", str(one.pk), room.dice.choice(["", room.words(code, 1)])) for one in room.topics),
        *(Entry("page", str(one.pk)) for one in room.pages),
    ]
    bar = room.dice.sample(entries, k=room.dice.randrange(5))
    lists = room.dice.sample(
        [[Entry("editions")], [Entry("pages"), Entry("contact")], entries], k=room.dice.randrange(4)
    )
    foot = tuple(FootList(room.words(code, 1), tuple(one)) for one in lists)
    publish_navigation(room.actor, code, Navigation(tuple(bar), foot))
    return True


def _page(room: Newsroom, state: PageState) -> PageText | None:
    """One of the plain pages in that state, in one edition."""
    found = list(PageText.objects.filter(page__in=room.pages, state=state).order_by("page", "edition"))
    return room.dice.choice(found) if found else None
