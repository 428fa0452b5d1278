"""Writes ``docs/contracts/page-contexts.md`` from the page contexts: ``python -m rotativa.reader.contexts``."""

import ast
import io
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

PAGES = Path(__file__).parent / "pages"
DOCUMENT = Path(__file__).parents[2] / "docs" / "contracts" / "page-contexts.md"
ORDER = (
    "article",
    "front",
    "lists",
    "pieces",
    "plain",
    "editions",
    "messages",
    "machines",
    "patterns",
    "cards",
    "pictures",
    "frame",
)

TEMPLATES = {
    "ArticlePage": "article.html",
    "FrontPage": "front.html",
    "ListPage": "list.html",
    "MonthPage": "month.html",
    "DayPage": "day.html",
    "PlainPage": "plain.html",
    "EditionsPage": "editions.html",
    "NotFoundPage": "404.html",
    "GonePage": "410.html",
    "UnavailablePage": "503.html",
    "SitemapIndex": "sitemap-index.xml",
    "Sitemap": "sitemap.xml",
    "Manifest": "manifest.json",
    "Robots": "robots.txt",
    "PatternsPage": "patterns.html",
    "Patterns": "hall.html",
}
"""The template of each page context; every other dataclass is a part of one."""

HEAD = """# Page contexts

What each template of the public theme is given: one frozen dataclass, as `page`, and nothing else. The theme's own
words come through `_` (content of an element), `_n` (with a number) and `_a` (attributes); `kept(macro, …)` is the text
of a macro for frozen values, set once for all pages that show the same. Texts are already in the edition's language,
its numerals and its time zone; paths begin with a slash, addresses are absolute. Within one major version a field may
be added, but is never taken away or given another meaning.

Written by `make fix` from `rotativa/reader/pages/`; a test holds it there.
"""


def document() -> str:
    """The whole text."""
    return HEAD + "".join(_module(name) for name in ORDER)


def _module(name: str) -> str:
    source = (PAGES / f"{name}.py").read_text(encoding="utf-8")
    tree = ast.parse(source)
    parts = [f"\n## {name}\n\n{ast.get_docstring(tree)}\n"]
    remarks = _remarks(source)
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            parts.append(_dataclass(node, remarks))
    return "".join(parts)


def _dataclass(node: ast.ClassDef, remarks: dict[int, str]) -> str:
    template = TEMPLATES.get(node.name)
    title = f"`{node.name}`" + (f" → `{template}`" if template else "")
    rows = "".join(_row(field, remarks) for field in node.body if isinstance(field, ast.AnnAssign))
    rows += "".join(_made(each) for each in node.body if isinstance(each, ast.FunctionDef))
    return f"\n### {title}\n\n{ast.get_docstring(node)}\n\n| Field | Type | |\n| --- | --- | --- |\n{rows}"


def _row(field: ast.AnnAssign, remarks: dict[int, str]) -> str:
    kind = (_quoted(field.annotation) or ast.unparse(field.annotation)).replace("|", "\\|")
    remark = remarks.get(field.lineno, "")
    if field.value is not None:
        default = ast.unparse(field.value).replace("'", '"')
        remark = f"{remark}; `{default}` by default" if remark else f"`{default}` by default"
    return f"| `{ast.unparse(field.target)}` | `{kind}` | {remark} |\n"


def _made(made: ast.FunctionDef) -> str:
    """What is made of the others, which templates read like them."""
    return f"| `{made.name}` | `{ast.unparse(made.returns) if made.returns else ''}` | {ast.get_docstring(made)} |\n"


def _quoted(annotation: ast.expr) -> str:
    """What stands in quotation marks because it is declared further down."""
    return str(annotation.value) if isinstance(annotation, ast.Constant) else ""


def _remarks(source: str) -> dict[int, str]:
    return dict(_comments(source))


def _comments(source: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string.lstrip("# ").replace("|", "\\|")


def main() -> None:
    """Writes the document."""
    DOCUMENT.parent.mkdir(parents=True, exist_ok=True)
    DOCUMENT.write_text(document(), encoding="utf-8")
    sys.stdout.write(f"{DOCUMENT.name} written\n")


if __name__ == "__main__":
    main()
