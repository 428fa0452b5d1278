"""How far a reprint is and whether it is held, heartbeats of workers, and what verifications found."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("press", "0003_parts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pulse",
            fields=[
                ("worker", models.CharField(max_length=80, primary_key=True, serialize=False, verbose_name="worker")),
                ("begun_at", models.DateTimeField(verbose_name="begun at")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("rendered", models.BigIntegerField(default=0, verbose_name="pages rendered")),
                ("changed", models.BigIntegerField(default=0, verbose_name="pages changed")),
                ("failed", models.BigIntegerField(default=0, verbose_name="attempts that failed")),
            ],
            options={
                "verbose_name": "pulse",
                "verbose_name_plural": "pulses",
            },
        ),
        migrations.CreateModel(
            name="Reprint",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("cause", models.CharField(max_length=60, verbose_name="cause")),
                ("asked_by", models.CharField(blank=True, max_length=200, verbose_name="asked by")),
                ("build", models.IntegerField(default=0, verbose_name="build")),
                ("begun_at", models.DateTimeField(verbose_name="begun at")),
                (
                    "total",
                    models.IntegerField(
                        help_text="Nothing as long as pages are being marked.", null=True, verbose_name="pages"
                    ),
                ),
            ],
            options={
                "verbose_name": "reprint",
                "verbose_name_plural": "reprints",
            },
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("begun_at", models.DateTimeField(verbose_name="begun at")),
                ("ended_at", models.DateTimeField(verbose_name="ended at")),
                ("places", models.IntegerField(verbose_name="places there were")),
                ("looked", models.IntegerField(verbose_name="places looked at")),
                ("stale", models.IntegerField(default=0, verbose_name="stale")),
                ("missing", models.IntegerField(default=0, verbose_name="missing")),
                ("left_over", models.IntegerField(default=0, verbose_name="left over")),
                ("unsettled", models.IntegerField(default=0, verbose_name="not judged")),
                ("first", models.JSONField(default=list, verbose_name="what was found first")),
            ],
            options={
                "verbose_name": "verification",
                "verbose_name_plural": "verifications",
            },
        ),
        migrations.AddField(
            model_name="cursor",
            name="held_at",
            field=models.DateTimeField(null=True, verbose_name="reprint paused at"),
        ),
        migrations.AddField(
            model_name="cursor",
            name="held_by",
            field=models.CharField(blank=True, max_length=200, verbose_name="reprint paused by"),
        ),
        migrations.AddIndex(
            model_name="mark",
            index=models.Index(
                condition=models.Q(("error", ""), _negated=True), fields=["tries"], name="press_mark_failed"
            ),
        ),
    ]
