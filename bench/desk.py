"""What the desk's screens cost beside very many articles: the list of stories with each filter, the search, the rest.

    .venv/bin/python -m bench.desk --database sqlite --articles 100000

Half as many stories, each out in two editions; one article in fifty is written on, a few are scheduled or withdrawn.
Each request goes through middleware, view and template in this process, not over a socket: its wall time, the CPU of
this process (on PostgreSQL the server's own is only in the wall time), and how many queries it asks.
"""

import time
from collections.abc import Sequence
from statistics import median, quantiles
from typing import Any

from bench.copies import multiply
from bench.ground import arguments, fill, prepare, say
from bench.somebody import at_the_desk

SOURCES = 60
LIST, EDITOR, HOME = 200, 300, 200
"""Goals of a request, in milliseconds of wall time at p95."""
RARE, FREQUENT = "zanahoria", "bridge"


def main() -> None:
    """Measures and prints."""
    options = arguments(__doc__ or "")
    prepare(options.database)
    room = fill(SOURCES)
    _translate(room)
    say("copying …")
    made = multiply(room.articles, options.articles)
    client = at_the_desk("editor")
    article = _make_busy(room)
    print(f"{options.database}, {made + len(room.articles):,} articles of 600 words, {options.times} requests each")
    print(f"{'':62}{'wall ms':>14}{'CPU ms':>14}{'queries':>9}{'KB':>6}  goal, wall p95")
    for what, address, goal in _screens(room, article):
        _measure(client, what, address, goal, options.times)


def _translate(room: Any) -> None:
    """Every story is out in a second edition, too."""
    from rotativa.stories.actions.publish import publish
    from rotativa.stories.actions.save_draft import save_draft
    from rotativa.stories.actions.start_edition import start_edition
    from rotativa.stories.models import ArticlePage

    for number, source in enumerate(list(room.articles)):
        edition = room.editions[(number + 1) % 4]
        started = start_edition(room.actor, ArticlePage.objects.get(pk=source).story_id, edition)
        body = [{"type": "text", "value": f"<p>{room.words(edition, 50)}.</p>"} for _ in range(12)]
        save_draft(room.actor, started, headline=room.words(edition, 7), caption=room.words(edition, 5), body=body)
        publish(room.actor, started.pk)
        room.articles.append(started.pk)


def _make_busy(room: Any) -> int:
    """What people work on, spread over all, as the read table would say it; and one article with a word of its own."""
    from datetime import timedelta

    from django.db.models import F
    from django.utils import timezone

    from rotativa.staff.models import User
    from rotativa.stories.actions.start_story import start_story
    from rotativa.stories.models import ArticlePage, ArticleRow, State

    def one_in(many: int, rest: int = 0) -> Any:
        return ArticleRow.objects.annotate(turn=F("article") % many).filter(turn=rest)

    one_in(50).update(edited=True, in_work=True)
    one_in(1000, 1).update(in_work=True, scheduled_at=timezone.now() + timedelta(days=1))
    one_in(1000, 2).update(state=State.WITHDRAWN)
    one_in(200, 3).update(in_work=True, state=State.WAITING, asked=True)
    person = User.objects.get(username="editor")
    owned = ArticlePage.objects.annotate(turn=F("pk") % 10).filter(turn=0).values_list("pk", flat=True)
    ArticlePage.objects.filter(pk__in=owned).update(owner=person)
    ArticleRow.objects.filter(article__in=owned).update(owner=person.pk)
    body = [{"type": "text", "value": f"<p>{RARE} {room.words('es', 50)}.</p>"}]
    section, picture = room.sections[0].pk, room.pictures[0].pk
    article: int = start_story(room.actor, "es", headline="Una", section=section, picture=picture, body=body).pk
    return article


def _screens(room: Any, article: int) -> Sequence[tuple[str, str, int]]:
    from rotativa.bylines.models import AuthorName
    from rotativa.topics.models import TopicName

    stories, author = "/desk/stories/", AuthorName.objects.filter(author=room.authors[0]).values_list("name")[0][0]
    topic = TopicName.objects.filter(topic=room.topics[0]).values_list("name")[0][0]
    section, kind = room.sections[1].pk, room.kinds[0].pk
    lists = {
        "all": "",
        **{f"tab {name}": f"tab={name}" for name in ("drafts", "waiting", "scheduled", "held", "out", "mine")},
        "tab withdrawn": "tab=withdrawn",
        "section": f"section={section}",
        "kind": f"kind={kind}",
        "topic": f"topic={topic}",
        "edition": "edition=ar",
        "out in an edition": "edition=ar&state=out",
        "withdrawn in an edition": "edition=ar&state=withdrawn",
        "no article in an edition": "edition=ar&state=none",
        "written first in": "first=pt",
        "who": f"who={author}",
        "days long ago": "since=2018-01-01&until=2018-01-31",
        "all of it": f"section={section}&kind={kind}&topic={topic}&edition=ar&state=withdrawn&first=pt&who={author}",
        "a page far behind": "older=2018-06-01T00:00:00%2B00:00~00000000-0000-0000-0000-000000000000",
    }
    searches = {
        "a rare word": f"q={RARE}",
        "a frequent word": f"q={FREQUENT}",
        "two frequent words, one begun": f"q={FREQUENT}+riv",
        "a phrase": "q=%22river+bridge%22",
        "Arabic": "q=%D8%AC%D8%B3%D8%B1",
        "no such word": "q=kraken",
        "a person": f"q={author}",
        "a frequent word, withdrawn": f"q={FREQUENT}&tab=withdrawn",
        "a frequent word, long ago": f"q={FREQUENT}&since=2018-01-01&until=2018-01-31",
    }
    return (
        ("home", "/desk/", HOME),
        *((f"list: {what}", f"{stories}?{query}", LIST) for what, query in lists.items()),
        *((f"search: {what}", f"{stories}?{query}", LIST) for what, query in searches.items()),
        ("list: is there news?", "/desk/stories/news/?at=2026-01-01T00:00:00", LIST),
        ("editor", f"/desk/pages/{article}/edit/", EDITOR),
        ("chooser of stories", "/desk/choose-page/?page_type=stories.ArticlePage", LIST),
        ("chooser of stories: a search", f"/desk/choose-page/search/?page_type=stories.ArticlePage&q={FREQUENT}", LIST),
        ("chooser of pictures", "/desk/images/chooser/", LIST),
        ("chooser of pictures: a search", "/desk/images/chooser/results/?q=port", LIST),
    )


def _measure(client: Any, what: str, address: str, goal: int, times: int) -> None:
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    walls, cpus = [], []
    for _ in range(times):
        cache.clear()
        wall, cpu = time.monotonic(), time.process_time()
        answer = client.get(address)
        walls.append(1000 * (time.monotonic() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}")
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    late = _p95(walls)
    print(
        f"{what:62}{f'{median(walls):.0f} / {late:.0f}':>14}{f'{median(cpus):.0f} / {_p95(cpus):.0f}':>14}"
        f"{len(asked):>9}{len(answer.content) / 1000:>6.0f}  {goal} {'' if late <= goal else '← over'}",
        flush=True,
    )


def _p95(spent: list[float]) -> float:
    return quantiles(spent, n=20, method="inclusive")[18]


if __name__ == "__main__":
    main()
