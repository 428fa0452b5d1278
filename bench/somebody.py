"""Somebody at the desk, whose requests are made in the process that measures."""

from django.test import Client


def at_the_desk(username: str) -> Client:
    """A client that is logged in as an editor-in-chief of this name, who is added where there is none."""
    from rotativa.kit.actor import Machine
    from rotativa.staff.actions.add_person import add_person
    from rotativa.staff.actions.give_role import give_role
    from rotativa.staff.models import User
    from rotativa.staff.permissions import RoleName

    person = User.objects.filter(username=username).first()
    if person is None:
        machine = Machine("bench")
        person = add_person(machine, username=username, name=username.title(), password="the quiet press room")  # noqa: S106 nobody logs in with it
        give_role(machine, person, RoleName.EDITOR_IN_CHIEF)
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client
