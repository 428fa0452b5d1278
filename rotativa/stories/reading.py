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


def asked_by(article: int) -> list[User]:
    """Who asked last for this article to be read; nobody, where a machine did."""
    of_pages = ContentType.objects.get_for_model(ArticlePage)
    states = WorkflowState.objects.filter(content_type=of_pages, object_id=str(article)).select_related("requested_by")
    last = states.order_by("-created_at").first()
    return [last.requested_by] if last is not None and last.requested_by is not None else []
