"""What uses which background can be found as words can: what is kept of every article is to be made afresh.

It comes back with ``rotativa stories rebuild``, and with the next save of each article.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("stories", "0008_words_to_be_found")]

    operations = [migrations.RunSQL("DELETE FROM stories_found", migrations.RunSQL.noop)]
