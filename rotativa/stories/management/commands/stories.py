from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rotativa.kit.actor import Machine
from rotativa.stories.actions.publish import publish
from rotativa.stories.actions.withdraw import withdraw
from rotativa.stories.errors import Impossible, NotReady
from rotativa.stories.rebuilding import rebuild
from rotativa.stories.scheduling import send_due

ACTOR = Machine("command line")


class Command(BaseCommand):
    help = "Articles from the command line, with the same gates and the same facts as at the desk."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        out = verbs.add_parser("publish", help="send the latest draft of an article out")
        out.add_argument("article", type=int, metavar="ID")
        back = verbs.add_parser("withdraw", help="take an article back from readers")
        back.add_argument("article", type=int, metavar="ID")
        back.add_argument("--reason", default="", help="kept in the daybook")
        verbs.add_parser("due", help="send out what is scheduled and due, once")
        again = verbs.add_parser("rebuild", help="compute the read table afresh, and say whether it differed")
        again.add_argument("--check", action="store_true", help="only say so; change nothing")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        """Does one verb. What is refused ends in one line and a status that is not 0."""
        try:
            getattr(self, f"_{verb}")(**options)
        except NotReady as error:
            raise CommandError(
                "\n".join(["It cannot go out.", *(f"  {gate.sentence}" for gate in error.gates)])
            ) from error
        except Impossible as error:
            raise CommandError(str(error)) from error

    def _publish(self, article: int, **_options: Any) -> None:
        publish(ACTOR, article)
        self.stdout.write(f"Article {article} is out.")

    def _withdraw(self, article: int, reason: str, **_options: Any) -> None:
        withdraw(ACTOR, article, reason=reason)
        self.stdout.write(f"Article {article} is withdrawn.")

    def _due(self, **_options: Any) -> None:
        self.stdout.write(str(send_due(timezone.now())))

    def _rebuild(self, check: bool, **_options: Any) -> None:
        found = rebuild(ACTOR, repair=not check, say=self.stderr.write)
        for line in found.differences:
            self.stdout.write(line)
        self.stdout.write(f"{found.looked} articles looked at, {len(found.differences)} differed.")
        if check and found.differences:
            raise CommandError("The read table differs. Run “rotativa stories rebuild”.")
