"""Takes away the site and the welcome page that Wagtail's own migrations make: our containers stand alone below the root."""

from typing import Any

from django.db import migrations


def remove_site_and_welcome_page(apps: Any, schema_editor: Any) -> None:
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    welcome = Page.objects.filter(depth=2, slug="home", path="00010001", numchild=0).first()
    if welcome is None:
        return
    Site.objects.filter(root_page=welcome).delete()
    welcome.delete()
    # The tree keeps its own count of children.
    Page.objects.filter(depth=1, path="0001").update(numchild=Page.objects.filter(depth=2).count())


class Migration(migrations.Migration):
    dependencies = [("editions", "0001_editions")]

    operations = [migrations.RunPython(remove_site_and_welcome_page, migrations.RunPython.noop)]
