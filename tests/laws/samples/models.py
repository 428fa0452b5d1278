"""A model that does more than it says when it is saved, and listens without a reason."""

from django.db import models
from django.db.models.signals import post_save


class Article(models.Model):
    def save(self, *args, **kwargs):
        self.slug = self.title.lower()
        super().save(*args, **kwargs)


post_save.connect(print, sender=Article)
