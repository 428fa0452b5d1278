"""Puts our picture screens at Wagtail's addresses: it has no viewset for them, so ours stand before its own."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from rotativa.pictures import views
from rotativa.pictures.bulk import MovePictures, RemovePictures, TagPictures

BEFORE_WAGTAIL = -10
AFTER_WAGTAIL = 100


@hooks.register("register_admin_urls", order=BEFORE_WAGTAIL)
def picture_screens() -> list[URLPattern]:
    """The list, and the screens that write."""
    return [
        path("images/", views.ListView.as_view()),
        path("images/results/", views.ListView.as_view(results_only=True)),
        path("images/add/", views.AddView.as_view()),
        path("images/<int:image_id>/", views.EditView.as_view()),
        path("images/<int:image_id>/delete/", views.DeleteView.as_view()),
        path("images/multiple/add/", views.AddManyView.as_view()),
        path("images/multiple/create_from_uploaded_image/<int:uploaded_file_id>/", views.AddRefusedView.as_view()),
        path("images/multiple/<int:image_id>/", views.ChangeOneOfManyView.as_view()),
        path("images/multiple/<int:image_id>/delete/", views.DeleteOneOfManyView.as_view()),
    ]


@hooks.register("insert_global_admin_js")
def taking_over() -> SafeString:
    """What a file says goes into its field when somebody says so: on every screen that shows the form."""
    return format_html('<script src="{}"></script>', static("pictures/found.js"))


# The last registered action of a name is the one that Wagtail uses.
for action in (RemovePictures, TagPictures, MovePictures):
    hooks.register("register_bulk_action", action, order=AFTER_WAGTAIL)
