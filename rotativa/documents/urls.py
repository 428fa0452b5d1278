"""Addresses of the desk's documents, below ``MEDIA_URL``."""

from django.urls import path

from rotativa.documents.views import media

urlpatterns = [path("documents/<str:name>", media, name="documents_media")]
