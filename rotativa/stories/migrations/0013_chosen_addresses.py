from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stories", "0012_withdrawals")]

    operations = [
        migrations.AddIndex(
            "ArticlePage",
            models.Index(
                fields=["edition", "public_slug"], condition=models.Q(out_day=None), name="stories_article_chosen"
            ),
        ),
    ]
