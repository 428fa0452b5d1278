"""What happens when a workflow ends well. Wagtail reads this while its own models load, so nothing is imported here."""

from typing import Any


def finish(workflow_state: Any, user: Any = None) -> None:
    """Nothing. To have read an article is not to send it out: that is an act of its own, which asks the gates."""
