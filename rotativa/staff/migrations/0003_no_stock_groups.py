"""Takes away the groups that Wagtail's own migrations make, and their workflow: ours follow from roles, edition by edition.

Theirs reach over all editions. A group that has members by now is left alone.
"""

from typing import Any

from django.db import migrations


def remove_groups_and_workflow(apps: Any, schema_editor: Any) -> None:
    Group = apps.get_model("auth", "Group")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    GroupApprovalTask = apps.get_model("wagtailcore", "GroupApprovalTask")
    stock = Group.objects.filter(name__in=("Moderators", "Editors"), user=None)
    tasks = list(GroupApprovalTask.objects.filter(groups__in=stock).distinct())
    Workflow.objects.filter(workflow_tasks__task__in=tasks).delete()
    for task in tasks:
        task.delete()
    stock.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0002_roles"),
        ("wagtailcore", "0098_apitoken"),
        # These give the stock groups permissions: they must have run before.
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(remove_groups_and_workflow, migrations.RunPython.noop)]
