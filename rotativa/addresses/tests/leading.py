"""Where addresses lead, for the tests of any package."""

from rotativa.addresses import queries


def marker(path: str) -> str | None:
    """Where a path leads that is no page: the path it redirects to, "" where it is gone; None where it is no marker."""
    holder = queries.owner(path)
    now = queries.current_paths([holder]).get(holder, "") if holder else None
    return None if now == path else now
