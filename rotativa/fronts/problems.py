"""What the desk's home must show of fronts: one that did not go out at its time."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import get_language, gettext as _

from rotativa.fronts.models import Front
from rotativa.kit.actor import Actor
from rotativa.kit.languages import name_in
from rotativa.kit.problems import Problem, Severity
from rotativa.stories.problems import SILENT


def problems(actor: Actor) -> Iterator[Problem]:
    """Fronts whose moment has passed, for who may schedule them."""
    due = Front.objects.filter(scheduled_at__lte=timezone.now() - SILENT).order_by("scheduled_at")
    for edition in map(str, due.values_list("edition_id", flat=True)):
        if actor.may("front.schedule", edition):
            sentence = _("The front in %(edition)s did not go out at its time. It is tried again; the log says why.")
            said = sentence % {"edition": name_in(edition, get_language() or "en")}
            yield Problem(f"fronts.failed:{edition}", Severity.WILL_NOT_GO_OUT, said, edition=edition)
