"""Addresses of the desk's picture files, below ``MEDIA_URL``."""

from django.urls import path

from rotativa.pictures.views import media

urlpatterns = [path("<path:name>", media, name="pictures_media")]
