"""How authors are named."""

from rotativa.bylines.models import AuthorName
from rotativa.editions.naming import Naming

AUTHORS = Naming(AuthorName, "author", folder="authors/")
