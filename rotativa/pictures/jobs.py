"""What the worker does for pictures: the files that are better for readers, and take longer to make.

A page never waits for them: what every page needs is made at the door. When they are there, one fact says so, and the
pages that show the picture are printed again with them.
"""

import logging
from functools import partial

from django.db import DatabaseError, transaction
from django_tasks import task

from rotativa.kit.actor import Machine
from rotativa.pictures.actions.pack_picture import pack_picture
from rotativa.pictures.models import Picture

log = logging.getLogger(__name__)

QUEUE = "pictures"
"""Apart from small jobs: each takes seconds."""

WORKER = Machine("worker")
_AT_ONCE = 200


def pack_later(picture: Picture) -> None:
    """Asks the worker for the rest of the picture's files, once the transaction has committed."""
    if not picture.packed:
        transaction.on_commit(partial(_ask, picture.pk))


def pack_left_over() -> None:
    """Asks again for what is still not made: a job may have been lost, a picture may be older than the worker."""
    for number in Picture.objects.filter(packed=False).order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]:
        _ask(number)


@task(queue_name=QUEUE)
def pack(number: int) -> None:
    """Makes the rest of a picture's files. Of a picture that is gone, or complete, it makes nothing."""
    picture = Picture.objects.filter(pk=number, packed=False).first()
    if picture is not None:
        pack_picture(WORKER, picture)


def _ask(number: int) -> None:
    try:
        pack.enqueue(number)
    except DatabaseError:
        log.exception("The rest of picture %s is made later", number)
