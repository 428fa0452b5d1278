"""Mail by address: ``smtp://user:password@mail.example:587?tls=yes`` and its like, as Django's settings."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from rotativa.project.environment import BadSetting, Environment

EXPECTS = "smtp://user:password@host:port (smtps:// for TLS from the start), file:/folder, console: or none:"
_BACKENDS = {"none": "dummy", "console": "console", "file": "filebased", "smtp": "smtp", "smtps": "smtp"}


def email_settings(env: Environment, default: str) -> dict[str, Any]:
    """Django's settings for the mail server that ``ROTATIVA_EMAIL_URL`` names."""
    name = "ROTATIVA_EMAIL_URL"
    value = env.text(
        name,
        default,
        "Where mail goes; over `smtp`, encryption is asked for unless `?tls=no` is added.",
        expects=EXPECTS,
        shown="`none:`, mail is dropped; in a demo a folder",
    )
    try:
        url = urlsplit(value)
        port = url.port
    except ValueError as error:
        raise BadSetting(f"{name}: its port is no number. It expects {EXPECTS}.") from error
    if url.scheme not in _BACKENDS or (url.scheme.startswith("smtp") and not url.hostname):
        # The value holds a password: it is not repeated.
        raise BadSetting(f"{name}: this is no address of a mail server. It expects {EXPECTS}.")
    found: dict[str, Any] = {"EMAIL_BACKEND": f"django.core.mail.backends.{_BACKENDS[url.scheme]}.EmailBackend"}
    if url.scheme == "file":
        found["EMAIL_FILE_PATH"] = url.path
    if url.hostname:
        encrypted_from_the_start = url.scheme == "smtps"
        found |= {
            "EMAIL_HOST": url.hostname,
            "EMAIL_PORT": port or (465 if encrypted_from_the_start else 587),
            "EMAIL_HOST_USER": unquote(url.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
            "EMAIL_USE_SSL": encrypted_from_the_start,
            "EMAIL_USE_TLS": not encrypted_from_the_start and parse_qs(url.query).get("tls") != ["no"],
            "EMAIL_TIMEOUT": 20,
        }
    return found
