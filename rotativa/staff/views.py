from django.http import Http404, HttpRequest, HttpResponse


def closed(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """An address that Wagtail would answer and that we do not have."""
    raise Http404
