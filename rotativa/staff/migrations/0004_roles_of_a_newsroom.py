"""Seven roles in place of three: an administrator is an editor-in-chief now, whose role may be limited to an edition."""

from typing import Any

from django.db import migrations, models


def rename_administrators(apps: Any, schema_editor: Any) -> None:
    apps.get_model("staff", "Role").objects.filter(role="administrator").update(role="editor_in_chief")
    # The group goes with its permissions; those of the new roles are made when the roles are next put in step.
    groups = apps.get_model("auth", "Group").objects
    groups.filter(name="Administrator: all editions").update(name="Editor in chief: all editions")


def rename_back(apps: Any, schema_editor: Any) -> None:
    roles = apps.get_model("staff", "Role").objects
    roles.filter(role="editor_in_chief", edition=None).update(role="administrator")
    roles.filter(role="editor_in_chief").update(role="desk_editor")
    roles.exclude(role__in=("administrator", "desk_editor", "reporter")).delete()


class Migration(migrations.Migration):
    dependencies = [("staff", "0003_no_stock_groups")]

    operations = [
        migrations.RemoveConstraint(model_name="role", name="staff_administrator_everywhere"),
        migrations.RunPython(rename_administrators, rename_back),
        migrations.AlterField(
            model_name="role",
            name="role",
            field=models.CharField(
                choices=[
                    ("reporter", "Reporter"),
                    ("translator", "Translator"),
                    ("desk_editor", "Desk editor"),
                    ("photo_editor", "Photo editor"),
                    ("moderator", "Moderator"),
                    ("editor_in_chief", "Editor-in-chief"),
                    ("technician", "Technician"),
                ],
                max_length=20,
                verbose_name="role",
            ),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role__in", ["technician"]), _negated=True), ("edition", None), _connector="OR"
                ),
                name="staff_technician_everywhere",
                violation_error_message="A technician is one for all editions: there is one server.",
            ),
        ),
    ]
