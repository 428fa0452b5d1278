"""The theme's texts as its templates and modules say them; a test holds the catalogues against them."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

HERE = Path(__file__).parent
METHODS = [
    ("checks.py", "ignore"),  # speaks to the newsroom, in the words of the desk
    ("jinja2/**.html", "jinja2.ext.babel_extract"),
    ("**.py", "python"),
]
KEYWORDS = {"_": None, "_a": None, "_n": (1, 2), "words": None, "many": (1, 2)}


def texts() -> Catalog:
    """Every text that the theme says, with its places."""
    catalogue = Catalog()
    found = extract_from_dir(HERE, METHODS, keywords=KEYWORDS, comment_tags=["translators:"])
    for file, line, message, comments, context in found:
        if not file.startswith("tests/"):
            catalogue.add(message, None, [(file, line)], auto_comments=comments, context=context)
    return catalogue
