"""The door of the desk; to be included before Wagtail's own addresses, which it hides."""

from django.urls import URLPattern, path, re_path

from rotativa.staff.views import Login, Logout, closed

urlpatterns: list[URLPattern] = [
    path("login/", Login.as_view(), name="account_login"),
    path("logout/", Logout.as_view(), name="account_logout"),
    # Wagtail would send mails with a link that sets a password, past our throttle.
    re_path(r"^password_reset(/|$)", closed),
]
