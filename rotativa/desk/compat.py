"""Names of Wagtail that its documentation does not promise, so that an upgrade has one place to look.

Signals are needed in one thing: what Wagtail connects to them can be kept away only by being there before it.
"""

from collections.abc import Callable, Sequence
from typing import Any, cast

from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from wagtail.admin.localization import get_localized_response
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import (
    BaseSidePanel,
    ChecksSidePanel,
    CommentsSidePanel,
    PageStatusSidePanel,
    PreviewSidePanel,
)
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

__all__ = [
    "CONTENT_BEGINS",
    "SCRIPT_WORDS_OF",
    "BaseSidePanel",
    "ChecksSidePanel",
    "CommentsSidePanel",
    "MediaContainer",
    "PageStatusSidePanel",
    "PreviewSidePanel",
    "explore",
    "in_own_language",
    "keep_out_of_log",
    "know_together",
    "looked_at_together",
    "share_what_is_loaded",
    "silence_mails",
]

CONTENT_BEGINS = '<div class="content">'
"""Where the furniture of every screen ends and its content begins: there is no block for what stands above it."""


SCRIPT_WORDS_OF = ["wagtail.admin"]
"""The packages whose scripts' words Wagtail serves."""


def in_own_language(view: Callable[..., HttpResponseBase], request: HttpRequest) -> HttpResponse:
    """The answer of a view that asks for no session, in the language that the person chose, where one is known."""
    return cast("HttpResponse", get_localized_response(view, request))


def explore(request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
    """Wagtail's page tree, at its root or below a page."""
    if parent_page_id is None:
        return cast("HttpResponse", page_viewset_registry.as_view("index", is_base_page=True)(request))
    view: Any = page_viewset_registry.as_view("index", parent_page_id_kwarg="parent_page_id")
    return cast("HttpResponse", view(request, parent_page_id=parent_page_id))


def share_what_is_loaded(known: Any, page: Any) -> None:
    """Gives what was loaded with ``known`` to a draft of the same page, which would ask for it once for every panel."""
    page._current_workflow_states = known._current_workflow_states  # noqa: SLF001 Wagtail sets it in the same way
    page.scheduled_revision = known.scheduled_revision
    if page.latest_revision_id == known.latest_revision_id:  # else somebody saved between the two
        page.latest_revision = known.latest_revision


def know_together(pages: Sequence[Any]) -> None:
    """Asks at once for what a chooser says of each of these pages, and would ask for one by one."""
    prefetch_related_objects(pages, "locale")
    above = {page.path: page for page in Page.objects.filter(path__in={_above(page) for page in pages})}
    prefetch_related_objects(list(above.values()), "locale")
    for page in pages:
        page._cached_parent_obj = above.get(_above(page))  # noqa: SLF001 treebeard sets it in the same way


def looked_at_together(pages: QuerySet[Any], know: Callable[[Sequence[Any]], None]) -> Any:
    """These pages, of which ``know`` is told when some are loaded: those of a chooser are, in the midst of its view."""

    class Together(type(pages)):  # type: ignore[misc]  # Wagtail gives it a class as it runs
        def _fetch_all(self) -> None:
            is_new = self._result_cache is None
            super()._fetch_all()
            if is_new and self._result_cache and isinstance(self._result_cache[0], Page):  # else asked for numbers only
                know(self._result_cache)

    found = pages.all()
    found.__class__ = Together
    return found


def _above(page: Page) -> str:
    return str(page.path[: -page.steplen])


def silence_mails() -> None:
    """Keeps Wagtail from sending mails of its own about readings, inside the request: ours are told by the daybook.

    Its receivers come with these names, after ours; of two with one name, a signal keeps the first.
    """
    for signal, sender, name in (
        (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
        (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
        (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
        (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
    ):
        signal.connect(_nobody, sender=sender, dispatch_uid=name)


def _nobody(**_kwargs: Any) -> None:
    """Sends nothing."""


def keep_out_of_log(response: HttpResponseBase) -> None:
    """Tells Django that it need not write down this answer: somebody else did."""
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001
