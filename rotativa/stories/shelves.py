"""The shelves that pages draw on: the articles of a story, and the lists of ``stories.lists`` by name."""

from collections.abc import Callable, Mapping
from functools import partial
from operator import itemgetter

from rotativa.kit.things import Thing, identity_of, kind_of, thing
from rotativa.kit.trace import Shelf
from rotativa.stories import lists
from rotativa.stories.homes import public_articles
from rotativa.stories.models.rows import ArticleRow, State

Members = Mapping[str, tuple[str, ...]]
Held = Mapping[Thing, tuple[str, ...]]


def _in_edition(arguments: tuple[str, ...]) -> Members:
    parted = [argument.partition("@") for argument in arguments]
    editions = {edition for _story, _at, edition in parted}
    found = public_articles([story for story, _at, _edition in parted])
    return {f"{story}@{edition}": (str(article),) for story, edition, article in found if edition in editions}


def _editions(arguments: tuple[str, ...]) -> Members:
    members: dict[str, tuple[str, ...]] = {}
    for story, edition, article in sorted(public_articles(arguments), key=itemgetter(1)):
        members[story] = (*members.get(story, ()), f"{edition}:{article}")
    return members


def _latest(arguments: tuple[str, ...]) -> Members:
    return {argument: each.latest() for argument, each in lists.named(arguments).items()}


def _newest(arguments: tuple[str, ...]) -> Members:
    return {argument: each.few() for argument, each in lists.named(arguments).items()}


def _months(arguments: tuple[str, ...]) -> Members:
    every = lists.named(arguments)
    return {argument: each.months() if each.is_long() else () for argument, each in every.items()}


def _month(arguments: tuple[str, ...]) -> Members:
    return _of_months(arguments, lists.List.of_months)


def _month_stories(arguments: tuple[str, ...]) -> Members:
    return _of_months(arguments, lists.List.stories_of_months)


def _of_months(arguments: tuple[str, ...], ask: Callable[[lists.List, list[str]], Members]) -> Members:
    asked: dict[str, list[str]] = {}
    for argument in arguments:
        name, _slash, month = argument.rpartition("/")
        asked.setdefault(name, []).append(month)
    return {
        f"{name}/{month}": members
        for name, each in lists.named(asked).items()
        for month, members in ask(each, asked[name]).items()
    }


def _all_months(arguments: tuple[str, ...]) -> Members:
    return {argument: each.months() for argument, each in lists.named(arguments).items()}


def _holding_stories(things: tuple[Thing, ...]) -> Held:
    held: dict[Thing, tuple[str, ...]] = {}
    for kind in ("article", "story"):
        identities = [identity_of(name) for name in things if kind_of(name) == kind]
        if not identities:
            continue
        rows = ArticleRow.objects.filter(**{f"{kind}__in": identities}, state=State.OUT)
        for identity, story, edition in rows.values_list(f"{kind}_id", "story_id", "edition_id"):
            name = thing(kind, identity)
            held[name] = (*held.get(name, ()), f"{story}@{edition}")
    return held


def _holding_editions(things: tuple[Thing, ...]) -> Held:
    held = _holding_stories(things)
    return {name: (arguments[0].partition("@")[0],) for name, arguments in held.items()}


def _holding_lists(things: tuple[Thing, ...]) -> Held:
    return {name: tuple(dict.fromkeys(one for one, _month in held)) for name, held in lists.holding(things).items()}


def _holding_month(things: tuple[Thing, ...]) -> Held:
    held = lists.holding(things)
    return {article: tuple(f"{name}/{month}" for name, month in listed) for article, listed in held.items()}


def _holding_month_stories(things: tuple[Thing, ...]) -> Held:
    return {
        article: tuple(argument for argument in listed if argument.count("/") == 1)
        for article, listed in _holding_month(things).items()
    }


def _holding_all_months(things: tuple[Thing, ...]) -> Held:
    held = lists.holding(things)
    return {article: tuple(name for name, _month in listed if "/" not in name) for article, listed in held.items()}


in_edition = Shelf("story.in", _in_edition, _holding_stories)
"""``<story>@es``: the public article of a story in an edition, alone; nothing where there is none."""
editions = Shelf("story.editions", _editions, _holding_editions)
"""``<story>``: the public articles of a story in all editions, each with its edition (``es:12``)."""
latest = Shelf("articles.latest", _latest, _holding_lists, heirs=lists.heirs_of)
"""``es/section/3``: the newest articles of a list, at most as many as stand on its first page."""
newest = Shelf("articles.newest", _newest, _holding_all_months)
"""``es``: the few newest articles of an edition. What happens further down changes no page that shows these."""
months = Shelf("articles.months", _months, _holding_lists, heirs=lists.heirs_of, opens=partial(thing, "list"))
"""``es/section/3``: the months of a list, newest first; none while the list fits on its first page.

Of an article alone only its own month can be new. The others are (``list:es/section/3``) as soon as it is too long."""
month = Shelf("articles.month", _month, _holding_month, heirs=lists.heirs_of)
"""``es/section/3/2026-03``: the articles of one month of a list, newest first."""
month_stories = Shelf("stories.month", _month_stories, _holding_month_stories)
"""``es/2026-03``: the stories of the articles of one month of an edition, in the order of these."""
all_months = Shelf("articles.all_months", _all_months, _holding_all_months)
"""``es``: all months of an edition that have articles, newest first."""
