"""Which pictures readers have ever had in a place of a front is asked of an index, not of every front that was published."""

import django.db.models.deletion
from django.db import migrations, models

AT_ONCE = 500


def fill(apps, editor) -> None:  # type: ignore[no-untyped-def]  # models of that time have no types
    published, uses = apps.get_model("fronts", "PublishedFront"), apps.get_model("fronts", "PictureUse")
    known = {
        (edition, int(place["picture"]))
        for edition, composition in published.objects.values_list("edition_id", "composition").iterator(AT_ONCE)
        for zone in composition.get("zones", ())
        for place in zone.get("places", ())
        if place.get("picture")
    }
    rows = (uses(edition_id=edition, picture=picture) for edition, picture in sorted(known))
    uses.objects.bulk_create(rows, batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("fronts", "0002_navigation_and_plain_pages")]

    operations = [
        migrations.CreateModel(
            name="PictureUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("picture", models.BigIntegerField(verbose_name="picture")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="editions.edition",
                        to_field="code",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "public use of a picture on a front",
                "verbose_name_plural": "public uses of pictures on fronts",
                "constraints": [models.UniqueConstraint(fields=("picture", "edition"), name="fronts_picture_use_once")],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
