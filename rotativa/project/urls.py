from django.urls import URLPattern, URLResolver, include, path
from wagtail.admin import urls as wagtailadmin_urls

from rotativa.desk.urls import in_place
from rotativa.desk.views.shown import shown, shown_file
from rotativa.reader.preview import preview_file

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/media/", include("rotativa.documents.urls")),
    path("desk/media/", include("rotativa.pictures.urls")),
    path("desk/preview-files/<path:path>", preview_file),
    path("desk/shown/<str:token>/", shown, name="shown"),
    path("desk/shown/<str:token>/<path:path>", shown_file, name="shown_file"),
    path("desk/", include("rotativa.staff.urls")),
    path("desk/", include(in_place)),
    path("desk/", include(wagtailadmin_urls)),
]

handler400 = "rotativa.project.apologies.refused"
handler500 = "rotativa.project.apologies.broken"
