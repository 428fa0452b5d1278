"""Wagtail's admin as it comes, without the desk's own addresses before it."""

from django.urls import include, path
from wagtail.admin import urls

urlpatterns = [path("desk/", include(urls))]
