from typing import Any

from django.db import migrations

CHUNK = 2000


def index(apps: Any, schema_editor: Any) -> None:
    """Names the things of facts that were written before there was an index of them."""
    facts, things = apps.get_model("daybook", "FactRow"), apps.get_model("daybook", "FactThing")
    last = 0
    while rows := list(facts.objects.filter(id__gt=last).order_by("id").values_list("id", "things")[:CHUNK]):
        things.objects.bulk_create(
            things(fact_id=number, thing=thing) for number, named in rows for thing in dict.fromkeys(named)
        )
        last = rows[-1][0]


class Migration(migrations.Migration):
    dependencies = [
        ("daybook", "0002_things_verbs_and_actors"),
    ]

    operations = [
        migrations.RunPython(index, migrations.RunPython.noop),
    ]
