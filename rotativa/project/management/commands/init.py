import os
import sys
import zoneinfo
from collections.abc import Callable
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email

from rotativa.daybook.writing import transaction
from rotativa.editions.actions.add_edition import add_edition
from rotativa.editions.models import Edition
from rotativa.kit import languages
from rotativa.kit.actor import Machine
from rotativa.staff.actions.add_person import add_person, check_password, named
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.models import Role, User
from rotativa.staff.permissions import RoleName

PASSWORD = "ROTATIVA_ADMIN_PASSWORD"  # noqa: S105 the name of a variable
_ACTOR = Machine("command line")


class Command(BaseCommand):
    """Makes a newsroom out of an empty database: tables, editions, the first editor-in-chief, and nothing else."""

    help = (
        "Sets up a newsroom: makes the tables, and asks for its editions and its first editor-in-chief. What is there "
        "stays. Without a terminal all of it comes from the options, and the password from "
        f"{PASSWORD} or standard input."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What may be given instead of asked."""
        parser.add_argument("--newsroom", default="", help="name of the publication")
        parser.add_argument(
            "--edition", action="append", default=[], help="language tag, such as es or pt-BR; may be repeated"
        )
        parser.add_argument("--zone", default="", help="time zone of the editions, such as Europe/Madrid")
        parser.add_argument("--username", default="", help="the name with which the editor-in-chief logs in")
        parser.add_argument("--name", default="", help="the name of the editor-in-chief that colleagues see")
        parser.add_argument("--email", default="", help="where the editor-in-chief gets mail; may stay empty")

    def handle(self, *args: Any, **options: Any) -> None:
        """Asks first, then changes everything at once or nothing."""
        self.stdout.write("Making the tables (about 15 s the first time) …")
        call_command("migrate", verbosity=0, interactive=False)
        editions = [] if Edition.objects.exists() else self._editions(options)
        person = {} if Role.objects.filter(role=RoleName.EDITOR_IN_CHIEF).exists() else self._person(options)
        try:
            with transaction(_ACTOR):
                for tag, fields in editions:
                    edition = add_edition(_ACTOR, tag, **fields)
                    self.stdout.write(f"Edition {edition.code} ({edition.language}) at /{edition.prefix}/")
                if person:
                    user = add_person(_ACTOR, **person)
                    give_role(_ACTOR, user, RoleName.EDITOR_IN_CHIEF)
                    self.stdout.write(f"Editor-in-chief {user.username}")
        except ValidationError as error:
            raise CommandError("\n".join((*error.messages, "No edition and no person was added."))) from error
        if not editions and not person:
            self.stdout.write("There are editions and an editor-in-chief already: nothing was added.")

    def _editions(self, options: dict[str, Any]) -> list[tuple[str, dict[str, str]]]:
        name = options["newsroom"] or _ask("--newsroom", "Name of the publication: ")
        tags = options["edition"] or _ask(
            "--edition", "Languages of its editions, the first one first (such as en es pt-BR ar): ", _tags
        )
        zone = options["zone"] or _ask(
            "--zone", "Time zone of the newsroom (such as Europe/Madrid; empty for UTC): ", _zone, optional=True
        )
        return [(tag, {"name": name, "zone": zone}) for tag in _words(tags)]

    def _person(self, options: dict[str, Any]) -> dict[str, str]:
        person = {
            "username": options["username"] or _ask("--username", "The editor-in-chief logs in as: ", _login),
            "name": options["name"] or _ask("--name", "Name that colleagues see: "),
            "email": options["email"] or _ask("--email", "E-mail (may stay empty): ", _email, optional=True),
        }
        user = User(username=person["username"], email=person["email"], **named(person["name"]))
        return {**person, "password": _password(user)}


def _words(given: str | list[str]) -> list[str]:
    return given if isinstance(given, list) else given.replace(",", " ").split()


def _tags(answer: str) -> str:
    for word in _words(answer):
        languages.canonical(word)
    return answer


def _zone(answer: str) -> str:
    if answer and answer not in zoneinfo.available_timezones():
        raise ValueError(f"“{answer}” is not a time zone. It is written like “Europe/Madrid”.")
    return answer


def _login(answer: str) -> str:
    User.username_validator(answer)
    return answer


def _email(answer: str) -> str:
    if answer:
        validate_email(answer)
    return answer


def _ask(option: str, question: str, check: Callable[[str], str] = str, *, optional: bool = False) -> str:
    """The answer to a question; asked again until it fits, so that nobody begins anew because of one of seven.

    Without a terminal there is nobody to ask.
    """
    if not sys.stdin.isatty():
        if optional:
            return ""
        raise CommandError(f"{option} is missing, and there is no terminal to ask at. Nothing was added.")
    while True:
        answer = input(question).strip()
        try:
            if answer or optional:
                return check(answer)
        except ValueError as error:
            print(error, file=sys.stderr)
        except ValidationError as error:
            print(*error.messages, file=sys.stderr)


def _password(user: User) -> str:
    if PASSWORD in os.environ:
        return os.environ[PASSWORD]
    if not sys.stdin.isatty():
        if password := sys.stdin.readline().rstrip("\r\n"):
            return password
        sentence = (
            "There is no password for the editor-in-chief: neither in {} nor on the standard input. Nothing was added."
        )
        raise CommandError(sentence.format(PASSWORD))
    while True:
        password = getpass("Password: ")
        try:
            check_password(password, user)
        except ValidationError as error:
            print(*error.messages, file=sys.stderr)
            continue
        if getpass("Once more: ") == password:
            return password
        print("The two passwords differ.", file=sys.stderr)
