"""A place that is gone is found by what its page used."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("press", "0001_tables")]

    operations = [migrations.RemoveField(model_name="answer", name="places")]
