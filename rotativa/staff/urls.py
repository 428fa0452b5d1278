"""The door of the desk; to be included before Wagtail's own addresses, which it hides.

The two screens are allauth's, throttled there; ``desk`` brings the templates ``account/login.html`` and
``account/logout.html``.
"""

from allauth.account import views
from django.urls import URLPattern, path, re_path

from rotativa.staff.views import closed

urlpatterns: list[URLPattern] = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    # Wagtail would send mails with a link that sets a password, past our throttle.
    re_path(r"^password_reset(/|$)", closed),
]
