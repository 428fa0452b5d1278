"""The worker's lines in the log: one for each batch that it printed, for people."""

import logging
from collections import Counter
from collections.abc import Sequence

from rotativa.press.models import Outcome
from rotativa.press.placing import Placed

log = logging.getLogger("rotativa.press")

_NAMED = 3


def say_printed(placed: Sequence[Placed], seconds: float) -> None:
    """Says how many pages were printed, how long it took, and from which facts."""
    if placed and log.isEnabledFor(logging.INFO):
        log.info("%s", sentence(placed, seconds))


def sentence(placed: Sequence[Placed], seconds: float) -> str:
    """Such as “Printed 12 pages in 84 ms (9 changed, 3 the same); cause: fact 17; /en/ …”."""
    outcomes = Counter(each.outcome for each in placed)
    told = {
        "changed": outcomes[Outcome.PRINTED],
        "the same": outcomes[Outcome.SAME],
        "removed": outcomes[Outcome.REMOVED],
    }
    came = ", ".join(f"{number} {word}" for word, number in told.items() if number)
    causes = [cause for cause, _number in Counter(each.sheet.claim.cause for each in placed).most_common()]
    more = f" and {len(causes) - _NAMED} more" if len(causes) > _NAMED else ""
    first = placed[0].sheet.claim.path
    pages = "1 page" if len(placed) == 1 else f"{len(placed)} pages"
    paths = first if len(placed) == 1 else f"{first} …"
    because = ", ".join(causes[:_NAMED])
    return f"Printed {pages} in {seconds * 1000:.0f} ms ({came}); cause: {because}{more}; {paths}"
