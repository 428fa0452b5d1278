from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models

from rotativa.daybook.writing import note, transaction
from rotativa.kit.actor import EVERYWHERE, Actor, require
from rotativa.kit.blank import is_blank
from rotativa.kit.things import thing
from rotativa.staff import turns
from rotativa.staff.models import User


def add_person(actor: Actor, *, username: str, name: str, password: str, email: str = "", language: str = "") -> User:
    """Adds a person, who may do nothing until a role is given. Raises ``ValidationError``, by field."""
    require(actor, "staff.change", EVERYWHERE)
    if name and is_blank(name):
        raise ValidationError({"name": models.Field.default_error_messages["blank"]})
    user = User(username=username, email=email, language=language, **named(name))
    check_password(password, user)
    # Hashing is slow on purpose, so it is done before the one write lock is taken.
    user.password = make_password(password)
    check_new(user)
    with transaction(actor):
        save_new(user)
        note("user.added", [thing("user", user.pk)], details={"name": user.actor_name})
    return user


def named(name: str) -> dict[str, str]:
    """A name in the two columns that Django keeps it in."""
    first, _space, last = " ".join(name.split()).rpartition(" ")
    return {"first_name": first or last, "last_name": last if first else ""}


def check_new(user: User) -> None:
    """Raises ``ValidationError``, by field, unless this can be a new account.

    Some letters are drawn as nothing: with one, a login name looks like that of somebody else, or like none. Nor does
    anybody keep apart two that differ in capitals alone: at the door, the one's password would be wrong for the other.
    """
    user.full_clean()
    _require_unlike(user)
    if any(map(is_blank, user.username)):
        raise ValidationError({"username": UnicodeUsernameValidator.message})


def save_new(user: User) -> None:
    """Keeps a new account. Raises ``ValidationError``, by field, where another has taken its login name since it was
    looked at: to make the password takes a moment.
    """
    turns.hold()
    _require_unlike(user)
    user.save(force_insert=True)


def _require_unlike(user: User) -> None:
    name = user.username.casefold()
    if any(known.casefold() == name for known in User.objects.values_list("username", flat=True)):
        raise ValidationError({"username": User._meta.get_field("username").error_messages["unique"]})  # noqa: SLF001 Django documents it


def check_password(password: str, user: User) -> None:
    """Raises ``ValidationError`` for the field ``password`` where it is too easy to guess."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
