"""Ask another editor to read: a note to colleagues, nothing that readers see."""

from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.desk.queries.reading import Said, said_of
from rotativa.desk.templatetags.desk_tags import when
from rotativa.desk.views.act import ActView
from rotativa.kit.languages import isolated
from rotativa.stories.actions.submit import submit


class AskView(ActView):
    """Puts the article before those who may send it out in its edition."""

    verb = "article.submit"
    template_name = "desk/act.html"
    page_title = gettext_lazy("Ask another editor to read")
    header_icon = "rot-waiting"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        asked = said_of(self.article)
        if asked is not None and not asked.is_back:
            return {**context, "effects": [_already(asked)], "button": _("Ask"), "nothing": True}
        context.update(
            effects=[
                (_("The desk"), _("sees it under “Waiting for me” and “To be read”, until somebody has read it.")),
                (_("Readers"), _("see nothing of this.")),
                (_("You"), _("can go on writing.")),
            ],
            button=_("Ask"),
        )
        return context

    def act(self, form: Form) -> str:
        submit(self.actor, self.article)
        return _("Another editor is asked to read it.")


def _already(asked: Said) -> tuple[str, str]:
    """Who asked before, and since when it waits."""
    said = {"who": isolated(asked.who), "time": when(asked.at)}
    sentence = _("since %(time)s. It stands at home under “Waiting for me” until it is read.")
    if asked.who:
        sentence = _("by %(who)s, since %(time)s. It stands at home under “Waiting for me” until it is read.")
    return _("Asked already"), sentence % said
