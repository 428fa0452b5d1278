from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def begin_here(apps: Any, schema_editor: Any) -> None:
    """Nobody is told by mail of what was done before there were such mails."""
    last = apps.get_model("daybook", "FactRow").objects.aggregate(last=models.Max("id"))["last"] or 0
    apps.get_model("staff", "Followed").objects.create(id=1, fact=last)


class Migration(migrations.Migration):
    dependencies = [
        ("daybook", "0001_facts"),
        ("staff", "0005_invitations_resets_mails"),
    ]

    operations = [
        migrations.CreateModel(
            name="Followed",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("fact", models.BigIntegerField(default=0, verbose_name="last fact that was followed")),
            ],
            options={
                "verbose_name": "how far mails follow the daybook",
                "verbose_name_plural": "how far mails follow the daybook",
            },
        ),
        migrations.CreateModel(
            name="Trouble",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=200, unique=True, verbose_name="what")),
                ("since", models.DateTimeField(default=django.utils.timezone.now, verbose_name="since")),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="last seen")),
                ("told_at", models.DateTimeField(null=True, verbose_name="told")),
            ],
            options={
                "verbose_name": "trouble",
                "verbose_name_plural": "troubles",
            },
        ),
        migrations.CreateModel(
            name="AddressChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("to", models.EmailField(max_length=254, verbose_name="new address")),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked")),
                (
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="address_change",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of an address",
                "verbose_name_plural": "changes of addresses",
            },
        ),
        migrations.CreateModel(
            name="ForDigest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(max_length=40, verbose_name="event")),
                ("about", models.CharField(max_length=200, verbose_name="about")),
                ("words", models.JSONField(default=dict, verbose_name="words")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="made")),
                ("due_at", models.DateTimeField(db_index=True, verbose_name="to be told")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a daily mail",
                "verbose_name_plural": "lines of daily mails",
            },
        ),
        migrations.CreateModel(
            name="MailHabits",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="mail_habits",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "choices",
                    models.JSONField(default=dict, help_text="When, by group of events.", verbose_name="choices"),
                ),
                ("hour", models.PositiveSmallIntegerField(default=8, verbose_name="hour of the daily mail")),
            ],
            options={
                "verbose_name": "mail habits",
                "verbose_name_plural": "mail habits",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("hour__lt", 24)), name="staff_hour_of_a_day")
                ],
            },
        ),
        migrations.RunPython(begin_here, migrations.RunPython.noop),
    ]
