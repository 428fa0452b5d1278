"""Puts our document screens at Wagtail's addresses, before its own."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.documents.views.chooser import viewset as chooser

from rotativa.documents import views

BEFORE_WAGTAIL = -10


@hooks.register("register_admin_urls", order=BEFORE_WAGTAIL)
def document_screens() -> list[URLPattern]:
    """The list, and the screens that write."""
    return [
        path("documents/", views.ListView.as_view()),
        path("documents/results/", views.ListView.as_view(results_only=True)),
        path("documents/add/", views.AddView.as_view()),
        path("documents/edit/<int:document_id>/", views.EditView.as_view()),
        path("documents/delete/<int:document_id>/", views.DeleteView.as_view()),
        path("documents/chooser/create/", chooser.construct_view(views.ChooserUploadView)),
    ]
