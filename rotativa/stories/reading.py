"""The one workflow of the house: another editor reads."""

from wagtail.models import Workflow, WorkflowTask

from rotativa.stories.models import ReadingTask

NAME = "Reading"


def the_workflow() -> Workflow:
    """The workflow with its one task; made when it is first used. Call it inside the verb's transaction."""
    workflow, is_new = Workflow.objects.get_or_create(name=NAME, defaults={"active": True})
    if is_new:
        task, _made = ReadingTask.objects.get_or_create(name=NAME)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow
