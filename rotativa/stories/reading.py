"""The one workflow of the house: another editor reads."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Workflow, WorkflowState, WorkflowTask

from rotativa.staff.models import User
from rotativa.stories.models import ArticlePage, ReadingTask

NAME = "Reading"


def the_workflow() -> Workflow:
    """The workflow with its one task; made when it is first used. Call it inside the verb's transaction."""
    workflow, is_new = Workflow.objects.get_or_create(name=NAME, defaults={"active": True})
    if is_new:
        task, _made = ReadingTask.objects.get_or_create(name=NAME)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def end_given_back(article: ArticlePage) -> None:
    """Ends a reading whose answer was to give the article back: for Wagtail it goes on until it is resumed, and none
    can begin. Its end is no act: the answer was."""
    state = article.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.status = WorkflowState.STATUS_CANCELLED
        state.save(update_fields=["status"])


def asked_by(article: int) -> list[User]:
    """Who asked last for this article to be read; nobody, where a machine did."""
    of_pages = ContentType.objects.get_for_model(ArticlePage)
    states = WorkflowState.objects.filter(content_type=of_pages, object_id=str(article)).select_related("requested_by")
    last = states.order_by("-created_at").first()
    return [last.requested_by] if last is not None and last.requested_by is not None else []
