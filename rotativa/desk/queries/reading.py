"""What stands above an article that somebody is asked to read, or that was given back: by whom, and in which words."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import WorkflowState

from rotativa.staff.models import User
from rotativa.stories.models import ArticlePage


@dataclass(frozen=True)
class Said:
    """What was said last about reading an article."""

    who: str  # empty where nobody is known
    at: datetime
    is_back: bool  # it was given back, not asked for
    words: str = ""  # what is to be done, as whoever gave it back wrote it


def said_of(article: ArticlePage) -> Said | None:
    """What its writer and its readers have to know before they go on; None where nobody waits for anybody.

    What has gone out since it was given back needs no more answer.
    """
    state = article.current_workflow_state
    if state is None:
        return None
    if state.status == WorkflowState.STATUS_IN_PROGRESS:
        return Said(_name(state.requested_by), state.created_at, is_back=False)
    task = state.current_task_state
    if task is None or task.finished_at is None:
        return None
    published = article.last_published_at if article.live else None
    if published is not None and published > task.finished_at:
        return None
    return Said(_name(task.finished_by), task.finished_at, is_back=True, words=task.comment.strip())


def _name(person: User | None) -> str:
    return "" if person is None else person.actor_name
