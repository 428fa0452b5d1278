"""Lists that are long enough to have months, in every edition: one month of few stories, one of many."""

from dataclasses import replace
from datetime import timedelta
from itertools import cycle, islice
from uuid import UUID

from rotativa.reader.making.months import AS_CARDS
from rotativa.reader.tests.paper import Paper, printed
from rotativa.reader.tests.samples import CODES, FIRST

FEW, MANY = "2022-05", "2022-04"
"""A month that is shown in cards, and one in headlines by day."""

_MONTHS = {"2022-06": (10, 2), FEW: (34, 18), MANY: (65, AS_CARDS + 4), "2022-03": (95, 2)}
"""Days before the newest story, and how many stories: both of the above have a neighbour on either side."""

_LISTS = {"": "", "section": "/section/1", "kind": "/kind/1", "topic": "/topic/1", "author": "/author/6"}
"""One of each kind of list that has months, by the kind."""


def with_long_lists(paper: Paper) -> Paper:
    """The newsroom, with the stories of each edition over and over again in the months before."""
    for at, code in enumerate(CODES, start=1):
        own = cycle(paper.members(code))
        for month, (days, many) in _MONTHS.items():
            for number, article in enumerate(islice(own, many)):
                identity = f"{at}{month.replace('-', '')}{number:03}"
                # Somebody who translates what others wrote: lists of a person say which part was theirs.
                text = replace(article.text, section="1", kind="1", topics=("1", "2"), authors=("1",))
                again = replace(
                    article,
                    identity=identity,
                    story=str(UUID(int=int(identity))),
                    text=replace(text, translators=("6",)),
                    first_published=FIRST - timedelta(days=days + number // 4, minutes=number),
                )
                paper.publish(again, f"/{code}/{again.first_published:%Y/%m/%d}/{identity}/")
    return paper


def months(paper: Paper) -> dict[str, str]:
    """The pages of both months of a list of each kind, in every edition, each by a name of its own."""
    return {
        f"{code}/{of or 'edition'}/{month}": printed(paper, "month", f"{code}{name}/{month}")
        for code in CODES
        for of, name in _LISTS.items()
        for month in (FEW, MANY)
    }
