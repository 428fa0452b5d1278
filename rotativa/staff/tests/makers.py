"""People for the tests, made through the verbs."""

from rotativa.kit.actor import Machine
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.models import User

ACTOR = Machine("test")
PASSWORD = "rotary-press-1847"


def make_person(username: str, role: str = "", edition: str = "") -> User:
    """A person who may log in, with one role or none."""
    user = add_person(ACTOR, username=username, name=f"{username.title()} Mansour", password=PASSWORD)
    if role:
        give_role(ACTOR, user, role, edition)
    return user
