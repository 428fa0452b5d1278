"""Only trusted proxies are believed, and the desk loads nothing from elsewhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from rotativa.kit.nonces import nonce
from rotativa.project.environment import Environment
from rotativa.project.middleware import content_security_policy, trusted_proxies

FORWARDED = {
    "HTTP_X_FORWARDED_FOR": "6.6.6.6, 203.0.113.9, 10.0.0.2",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_HOST": "evil.example",
}


def seen(client: str, settings: Any) -> HttpRequest:
    """The request as the application sees it."""
    settings.ROTATIVA_TRUSTED_PROXIES = Environment({"P": "10.0.0.0/24, ::1"}).networks("P", "")
    found: list[HttpRequest] = []

    def application(request: HttpRequest) -> HttpResponse:
        found.append(request)
        return HttpResponse()

    request = RequestFactory().get("/desk/")
    request.META.update({**FORWARDED, "REMOTE_ADDR": client})
    trusted_proxies(application)(request)
    return found[0]


def test_a_stranger_is_not_believed(settings: Any) -> None:
    request = seen("198.51.100.1", settings)
    assert not request.is_secure()
    assert request.META["REMOTE_ADDR"] == "198.51.100.1"
    assert "HTTP_X_FORWARDED_HOST" not in request.META


def test_a_proxy_is_believed_about_the_last_hop_only(settings: Any) -> None:
    request = seen("10.0.0.1", settings)
    assert request.is_secure()
    assert request.META["REMOTE_ADDR"] == "203.0.113.9"


def test_no_address_at_all(settings: Any) -> None:
    assert not seen("", settings).is_secure()


def test_policy() -> None:
    policies = []
    for _request in range(2):
        answer = content_security_policy(lambda request: HttpResponse(nonce()))(RequestFactory().get("/desk/"))
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert f"script-src 'self' 'nonce-{answer.content.decode()}';" in policy
        policies.append(policy)
    assert len(set(policies)) == 2, "another word in every answer"
    assert not nonce(), "and none between them"
