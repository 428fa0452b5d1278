"""What a person saw when a form was opened, carried along: what somebody else has changed since is not overwritten."""

import json
from collections.abc import Mapping

from django import forms


class SeenForm(forms.Form):
    """A form with what its fields said, in ``now``, before anything was typed."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    now: dict[str, str]

    def said(self) -> str:
        """What is carried along."""
        return json.dumps(self.now)

    def read_seen(self, kept: str) -> dict[str, str]:
        """What the person saw; what is there now where the browser does not say."""
        try:
            said = json.loads(kept)
        except ValueError:
            return self.now
        return {field: str(said.get(field, "")) for field in self.now} if isinstance(said, dict) else self.now

    def look_again(self, theirs: Mapping[str, str]) -> None:
        """The person is shown what somebody else has written since: saving once more is meant, then."""
        now = json.dumps({**self.cleaned_data["seen"], **theirs})
        self.data = {**dict(self.data.items()), self.add_prefix("seen"): now}
