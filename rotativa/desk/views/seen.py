"""What readers will get, looked at from the desk: under the policy of a printed page, not under that of the desk."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.generic.preview import StreamFieldBlockPreview

from rotativa.press.policy import previewed

View = Callable[..., HttpResponseBase]


def as_readers_load_it(view: View) -> View:
    """The view, whose pages load what readers will load, run nothing, and are framed by the desk alone."""

    @wraps(view)
    def seen(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Content-Security-Policy"] = previewed(settings.ROTATIVA_EMBED_HOSTS, framed_by="'self'")
        return response

    return seen


block_preview = never_cache(require_admin_access(as_readers_load_it(StreamFieldBlockPreview.as_view())))
"""A sample of a block, beside its name in the list of blocks."""
