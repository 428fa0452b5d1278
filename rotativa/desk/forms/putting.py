"""Where a verb's refusal is shown."""

from django.core.exceptions import ValidationError
from django.forms import BaseForm


def put(form: BaseForm, error: ValidationError) -> None:
    """What a verb refused, beside the field that it means; above the form where it means none of them."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for field, problems in by_field.items():
        for problem in problems:
            form.add_error(field if field in form.fields else None, problem)
