import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("daybook", "0001_facts"),
    ]

    operations = [
        migrations.CreateModel(
            name="FactThing",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("thing", models.CharField(max_length=200, verbose_name="thing")),
            ],
            options={
                "verbose_name": "thing of a fact",
                "verbose_name_plural": "things of facts",
            },
        ),
        migrations.AddIndex(
            model_name="factrow",
            index=models.Index(fields=["verb", "-id"], name="daybook_verb"),
        ),
        migrations.AddIndex(
            model_name="factrow",
            index=models.Index(fields=["actor_id", "-id"], name="daybook_actor"),
        ),
        migrations.AddField(
            model_name="factthing",
            name="fact",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="daybook.factrow"
            ),
        ),
        migrations.AddIndex(
            model_name="factthing",
            index=models.Index(fields=["thing", "-fact"], name="daybook_thing"),
        ),
    ]
