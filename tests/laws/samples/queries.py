"""Reads that ask the clock, chance and the request, and give a query away."""

import random

from django.http import HttpRequest
from django.utils import timezone

from rotativa.daybook.models import FactRow


def latest(request: "HttpRequest") -> int:
    return FactRow.objects.filter(at__lt=timezone.now()).count() + random.randrange(2)


# What a caller does with it is asked later, outside the trace.
def facts() -> "models.QuerySet[FactRow]":
    return FactRow.objects.all()
