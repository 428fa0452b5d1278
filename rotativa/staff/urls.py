"""The door of the desk; to be included before Wagtail's own addresses, which it hides.

The screens are allauth's, throttled there; ``desk`` brings their templates. The names of addresses are those that
allauth asks for. What it would answer besides (signing up, mail addresses, logins of others) is not mounted.
"""

from django.urls import URLPattern, path, re_path

from rotativa.staff import views

urlpatterns: list[URLPattern] = [
    path("login/", views.login, name="account_login"),
    path("login/second/", views.authenticate, name="mfa_authenticate"),
    path("login/passkey/", views.login_by_passkey, name="mfa_login_webauthn"),
    path("logout/", views.logout, name="account_logout"),
    path("invitation/", views.invitation, name="invitation"),
    path("invitation/<str:token>/", views.invitation_opened, name="invitation_opened"),
    path("forgotten/", views.forgotten, name="account_reset_password"),
    path("forgotten/<uidb64>/<token>/", views.reset, name="password_reset_confirm"),
    path("account/address/", views.mail_address, name="mail_address"),
    path("address/", views.confirm_address, name="mail_address_confirm"),
    path("address/<str:token>/", views.address_opened, name="mail_address_opened"),
    path("again/", views.reauthenticate, name="account_reauthenticate"),
    path("again/code/", views.reauthenticate_by_code, name="mfa_reauthenticate"),
    path("again/passkey/", views.reauthenticate_by_key, name="mfa_reauthenticate_webauthn"),
    path("account/password/", views.change_password, name="account_change_password"),
    path("account/password/changed/", views.password_changed, name="password_changed"),
    path("account/second-factor/", views.factors, name="mfa_index"),
    path("account/second-factor/app/", views.activate_app, name="mfa_activate_totp"),
    path("account/second-factor/app/remove/", views.deactivate_app, name="mfa_deactivate_totp"),
    path("account/second-factor/passkeys/", views.list_keys, name="mfa_list_webauthn"),
    path("account/second-factor/passkeys/add/", views.add_key, name="mfa_add_webauthn"),
    path("account/second-factor/passkeys/<int:pk>/remove/", views.remove_key, name="mfa_remove_webauthn"),
    path("account/second-factor/codes/", views.view_codes, name="mfa_view_recovery_codes"),
    path("account/second-factor/codes/make/", views.make_codes, name="mfa_generate_recovery_codes"),
    # Wagtail would send mails with a link that sets a password, past our throttle.
    re_path(r"^password_reset(/|$)", views.closed),
]

WITHOUT_A_SECOND_FACTOR = frozenset(
    {
        *("account_login", "account_logout", "account_reauthenticate", "mfa_authenticate", "mfa_login_webauthn"),
        *("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes"),
        *("invitation", "invitation_opened", "account_reset_password", "password_reset_confirm"),
        *("mail_address_opened", "mail_address_confirm"),
        *("wagtailadmin_javascript_catalog", "wagtailadmin_sprite"),
    }
)
"""What somebody reaches who must set up a second factor and has not."""
