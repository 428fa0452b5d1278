import sys
from getpass import getpass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from rotativa.kit.actor import Machine
from rotativa.staff import wagtail_groups
from rotativa.staff.actions.add_person import add_person
from rotativa.staff.actions.forget_factor import forget_factor
from rotativa.staff.actions.give_role import give_role
from rotativa.staff.actions.set_password import set_password
from rotativa.staff.actions.take_role import take_role
from rotativa.staff.models import User
from rotativa.staff.permissions import RoleName

_ACTOR = Machine("command line")


class Command(BaseCommand):
    """People and their roles, from the command line."""

    help = "Adds people, lists them, gives and takes roles, sets passwords."

    def add_arguments(self, parser: CommandParser) -> None:
        """The verbs and their options."""
        verbs = parser.add_subparsers(dest="what", required=True, metavar="add|list|role|password|forget-factor|sync")
        add = verbs.add_parser("add", help="adds a person; the password is asked, or read from standard input")
        add.add_argument("username", help="the name to log in with")
        add.add_argument("--name", default="", help="the name that colleagues see")
        add.add_argument("--email", default="")
        add.add_argument("--language", default="", help="language of the desk's own words, such as es")
        add.add_argument("--role", choices=RoleName.values, help="a role to begin with")
        add.add_argument("--edition", default="", help="where: the tag of an edition; else in all")
        verbs.add_parser("list", help="lists people and their roles")
        role = verbs.add_parser("role", help="gives a role, or takes it")
        role.add_argument("username")
        role.add_argument("role", choices=RoleName.values)
        role.add_argument("--edition", default="", help="where: the tag of an edition; else in all")
        role.add_argument("--take", action="store_true", help="takes the role away")
        password = verbs.add_parser("password", help="sets a password, asked or read from standard input")
        password.add_argument("username")
        factor = verbs.add_parser("forget-factor", help="takes a lost second factor away, where no two are at the desk")
        factor.add_argument("username")
        verbs.add_parser("sync", help="makes Wagtail's groups and permissions again from the roles")

    def handle(self, *args: Any, **options: Any) -> None:
        """Does what was asked."""
        try:
            getattr(self, f"_{options['what'].replace('-', '_')}")(options)
        except ValidationError as error:
            raise CommandError("\n".join(_sentences(error))) from error

    def _add(self, options: dict[str, Any]) -> None:
        fields = {field: options[field] for field in ("username", "name", "email", "language")}
        user = add_person(_ACTOR, password=_password(), **fields)
        self.stdout.write(f"Added {user.actor_name} ({user.username}).")
        if options["role"]:
            self._give(user, options)

    def _list(self, options: dict[str, Any]) -> None:
        for user in User.objects.order_by("username").prefetch_related("roles"):
            roles = "; ".join(str(role) for role in user.roles.all()) or "no role"
            self.stdout.write(
                f"{user.username:<20} {user.get_full_name():<30} {roles}{'' if user.is_active else ' (left)'}"
            )

    def _role(self, options: dict[str, Any]) -> None:
        user = _user(options["username"])
        if not options["take"]:
            self._give(user, options)
            return
        take_role(_ACTOR, user, options["role"], options["edition"])
        self.stdout.write(f"{user.username} is no longer {options['role']} in {options['edition'] or 'all editions'}.")

    def _give(self, user: User, options: dict[str, Any]) -> None:
        give_role(_ACTOR, user, options["role"], options["edition"])
        self.stdout.write(f"{user.username} is now {options['role']} in {options['edition'] or 'all editions'}.")

    def _password(self, options: dict[str, Any]) -> None:
        user = _user(options["username"])
        set_password(_ACTOR, user, _password())
        self.stdout.write(f"{user.username} has a new password.")

    def _forget_factor(self, options: dict[str, Any]) -> None:
        user = _user(options["username"])
        forget_factor(_ACTOR, user)
        self.stdout.write(f"{user.username} sets up a new second factor when signing in next.")

    def _sync(self, options: dict[str, Any]) -> None:
        with transaction.atomic():
            wagtail_groups.sync()
        self.stdout.write("Wagtail's groups say what the roles say.")


def _sentences(error: ValidationError) -> list[str]:
    return [
        f"{'' if field == NON_FIELD_ERRORS else field + ': '}{' '.join(texts)}"
        for field, texts in error.message_dict.items()
    ]


def _user(username: str) -> User:
    try:
        return User.objects.get(username=username)
    except User.DoesNotExist as error:
        raise CommandError(f"Nobody logs in as “{username}”. “rotativa staff list” shows everybody.") from error


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("Password: ")
    if getpass("Once more: ") != password:
        raise CommandError("The two passwords differ. Nothing was changed.")
    return password
