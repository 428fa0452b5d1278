from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/media/", include("rotativa.pictures.urls")),
    path("desk/", include("rotativa.staff.urls")),
    path("desk/", include("rotativa.desk.closed")),
    path("desk/", include(wagtailadmin_urls)),
]
