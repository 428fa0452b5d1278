"""Who changes accounts and roles comes one after the other: what one looked through stays so until they are done."""

from wagtail.models import Collection


def hold() -> None:
    """Waits for those before, and lets others wait until the transaction ends.

    It is asked for last, behind the rows of people and invitations: everybody waits in one order.
    """
    # The folder above all others: it is always there, and nobody else holds it for long.
    list(Collection.objects.select_for_update(no_key=True).filter(depth=1).values_list("pk"))
