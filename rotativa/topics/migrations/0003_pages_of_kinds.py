"""A kind of story has a page in each edition, and sections and kinds are described.

Kinds that are named already stand at their code; a desk editor may give them another word.
"""

from django.db import migrations, models


def place(apps, editor) -> None:  # type: ignore[no-untyped-def]  # models of that time have no types
    names, addresses = apps.get_model("topics", "KindName"), apps.get_model("addresses", "Address")
    for name in names.objects.select_related("kind", "edition"):
        name.slug = name.kind.code
        name.save(update_fields=["slug"])
        addresses.objects.get_or_create(
            path=f"/{name.edition.prefix}/kinds/{name.slug}/",
            defaults={"thing": f"kind:{name.kind_id}@{name.edition_id}", "state": "current"},
        )


class Migration(migrations.Migration):
    dependencies = [("topics", "0002_merged_and_removed"), ("addresses", "0001_addresses")]

    operations = [
        migrations.AddField(
            "SectionName",
            "description",
            models.TextField(
                blank=True,
                help_text="A sentence or two for readers, on top of the section's page.",
                max_length=2000,
                default="",
                verbose_name="description",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "KindName",
            "description",
            models.TextField(
                blank=True,
                help_text="What stories of this kind are, for readers, on top of its page.",
                max_length=2000,
                default="",
                verbose_name="description",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "KindName",
            "slug",
            models.CharField(
                help_text="Last part of the address. When it changes, the old address redirects.",
                max_length=180,
                default="",
                verbose_name="slug",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(place, migrations.RunPython.noop),
    ]
