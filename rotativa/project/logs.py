"""What is kept out of the log because it is no news."""

import logging

from django.core.exceptions import ObjectDoesNotExist


class StillThere(logging.Filter):
    """Drops failures of put-off jobs whose row is gone by then: Wagtail indexes rows that an edit may soon replace."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is worth a line."""
        kind = record.exc_info[0] if record.exc_info else None
        return not (kind and issubclass(kind, ObjectDoesNotExist) and "wagtail.tasks." in record.getMessage())
