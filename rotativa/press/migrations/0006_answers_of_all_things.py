"""Every thing that a fact ever named has an answer, if only that no shelf held it: a new build asks about them all."""

from typing import Any

from django.db import migrations

_FACTS = 1000


def fill(apps: Any, editor: Any) -> None:
    facts, answers = apps.get_model("daybook", "FactRow").objects, apps.get_model("press", "Answer").objects
    last = 0
    while rows := list(facts.filter(id__gt=last).order_by("id").values_list("id", "things")[:_FACTS]):
        last = rows[-1][0]
        things = sorted({name.partition("@")[0] for _number, named in rows for name in named})
        answers.bulk_create([answers.model(thing=thing, shelves={}) for thing in things], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("press", "0005_what_verifications_found"),
        ("daybook", "0001_facts"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
