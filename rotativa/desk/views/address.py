"""Change the address: the old one redirects, for ever."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.utils.html import format_html
from django.utils.translation import gettext as _, gettext_lazy

from rotativa.addresses.queries import current_paths
from rotativa.desk.forms.acts import AddressForm
from rotativa.desk.views.act import ActView
from rotativa.stories.actions.move import move
from rotativa.stories.errors import Impossible


class AddressView(ActView):
    """Shows the address as it is and asks for another last part."""

    verb = "article.move"
    template_name = "desk/act.html"
    page_title = gettext_lazy("Change the address")
    header_icon = "link"

    def get_form(self, data: Any = None) -> Form:
        return AddressForm(data, edition=self.edition, initial={"slug": self.article.public_slug})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        path = current_paths([self.article.thing]).get(self.article.thing, "")
        context = super().get_context_data(**kwargs)
        context.update(
            effects=[
                (_("Now"), format_html('<bdi class="r-path" dir="ltr">{}</bdi>', path) if path else _("not out")),
                (_("The old address"), _("redirects to the new one for ever; links and bookmarks go on working.")),
                (_("The day in it"), _("stays: it is that of the first publication.")),
            ],
            button=_("Change the address"),
        )
        return context

    def act(self, form: Form) -> str:
        old = current_paths([self.article.thing]).get(self.article.thing, "")
        try:
            moved = move(self.actor, self.article, form.cleaned_data["slug"])
        except Impossible as error:
            raise ValidationError({"slug": str(error)}) from error
        new = current_paths([self.article.thing]).get(self.article.thing, "")
        if not new:
            return _("“%(slug)s” will be the last part of its address.") % {"slug": moved.public_slug}
        if new == old:
            return _("%(new)s is its address already.") % {"new": new}
        return _("%(new)s is its address now; %(old)s redirects.") % {"old": old, "new": new}
