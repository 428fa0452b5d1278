from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from rotativa.editions.actions.add_edition import add_edition
from rotativa.editions.models import Direction, Edition
from rotativa.kit.actor import Machine


class Command(BaseCommand):
    """Lists the editions, or adds one."""

    help = "Lists the editions, or adds one in any language."

    def add_arguments(self, parser: CommandParser) -> None:
        """The two verbs and their options."""
        verbs = parser.add_subparsers(dest="what", required=True, metavar="list|add")
        verbs.add_parser("list", help="lists the editions in their order")
        add = verbs.add_parser(
            "add", help="adds an edition; what is not said comes from CLDR and from the first edition"
        )
        add.add_argument("tag", help="the language as a BCP 47 tag: es, pt-BR, fa-AF")
        add.add_argument("--name", default="", help="name of the publication in this language")
        add.add_argument("--prefix", default="", help="first part of its addresses; else the tag in small letters")
        add.add_argument("--language", default="", help="the language's name in itself")
        add.add_argument("--zone", default="", help="time zone, such as Europe/Madrid")
        add.add_argument("--zone-label", default="", help="what readers see behind a time, such as GMT")
        add.add_argument("--direction", default="", choices=Direction.values, help="direction of the script")
        add.add_argument("--numerals", default="", help="numbering system by its CLDR name: latn, arab")
        add.add_argument("--motto", default="")
        add.add_argument("--contact", default="", help="an address where readers reach the newsroom")

    def handle(self, *args: Any, **options: Any) -> None:
        """Does what was asked."""
        if options["what"] == "list":
            self._list()
        else:
            self._add(options)

    def _list(self) -> None:
        for edition in Edition.objects.all():
            facts = (
                f"{edition.code:<8} /{edition.prefix}/",
                edition.name,
                edition.language,
                edition.direction,
                edition.zone,
            )
            self.stdout.write("  ".join(facts))
        if not Edition.objects.exists():
            self.stdout.write("There is no edition yet. “rotativa editions add es --name Atlas” adds one.")

    def _add(self, options: dict[str, Any]) -> None:
        given = ("name", "prefix", "language", "zone", "zone_label", "direction", "numerals", "motto", "contact")
        try:
            edition = add_edition(Machine("command line"), options["tag"], **{field: options[field] for field in given})
        except ValidationError as error:
            raise CommandError("\n".join(_sentences(error))) from error
        self.stdout.write(
            f"Added {edition.language}: /{edition.prefix}/, times in {edition.zone}, script {edition.direction}."
        )


def _sentences(error: ValidationError) -> list[str]:
    return [
        f"{'the tag' if field == 'code' else '--' + field}: {' '.join(texts)}"
        for field, texts in error.message_dict.items()
    ]
