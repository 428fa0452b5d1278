"""What the built-in server runs in these tests: the tree of the environment, and a desk that says what it was told."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rotativa.press.serving import make_app


def _desk(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/desk/es/broken/":
        raise ConnectionError("the database is gone")
    told = {name: environ.get(name) for name in ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "HTTP_HOST")}
    told |= {name: value for name, value in environ.items() if name.startswith("HTTP_X_")}
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start("200 OK", [("Content-Type", "application/json"), ("Content-Security-Policy", "default-src 'self'")])
    return [json.dumps({**told, "body": body.decode()}).encode()]


application = make_app(
    Path(os.environ["ROTATIVA_TREE"]), lambda: _desk, frames=os.environ["ROTATIVA_EMBED_HOSTS"].split(",")
)
