"""The whole house running, with readers, and an editor who publishes; all beside the process that measures."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.somebody import at_the_desk

READ = 10_000
"""So many addresses readers ask for, drawn from all."""

MOMENT = 0.001
PATIENCE = 30.0


class House:
    """`rotativa serve` over the data of ``folder``, and readers at a steady rate; both end with the block."""

    def __init__(self, folder: Path, rate: int) -> None:
        self._folder, self._rate, self._port = folder, rate, int(os.environ["PORT"])

    def __enter__(self) -> "House":
        log = (self._folder / "serve.log").open("ab")
        self._serve = subprocess.Popen([sys.executable, "-m", "rotativa", "serve"], stdout=log, stderr=log)
        _until(lambda: _answers(self._port), "the server does not answer")
        paths = self._folder / "paths.txt"
        paths.write_text("\n".join(_some_paths()), encoding="utf-8")
        self._readers = subprocess.Popen(
            [sys.executable, "-m", "bench.readers", str(self._port), str(self._rate), str(paths)],
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        for process in (self._readers, self._serve):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=30)

    def editor(self) -> "Editor":
        """Somebody at the desk."""
        return Editor(self._folder)

    def settle(self) -> None:
        """Returns when the press has nothing to do."""
        from rotativa.press.resting import is_at_rest

        try:
            _until(is_at_rest, "the press does not come to rest")
        except SystemExit:
            subprocess.run([sys.executable, "-m", "rotativa", "press", "status"], check=False)
            print((self._folder / "serve.log").read_text()[-3000:], file=sys.stderr)
            raise

    def stop_readers(self) -> dict[str, Any]:
        """Ends the readers; gives what they tell."""
        self._readers.send_signal(signal.SIGTERM)
        told: dict[str, Any] = json.loads(self._readers.communicate(timeout=30)[0])
        return told


class Editor:
    """Publishes by the request of the desk's form: through middleware, view, gates and verb, in this process."""

    def __init__(self, folder: Path) -> None:
        from rotativa.press.store import Store

        self._store, self._client = Store(folder / "tree"), at_the_desk("editor")
        self.printed: list[int] = []  # pages, one number a publication

    def publish(self, room: Any, article: int) -> dict[str, float]:
        """Gives an article another headline and sends it out; gives what was waited for, in seconds."""
        from rotativa.press.queries import prints
        from rotativa.press.resting import is_at_rest
        from rotativa.stories.actions.save_draft import save_draft
        from rotativa.stories.models import ArticlePage

        edition = ArticlePage.objects.values_list("edition", flat=True).get(pk=article)
        save_draft(room.actor, article, headline=room.words(edition, 8))
        form = self._form(article)
        files = {"the article": self._file(self._path(article)), "its front": self._file(f"/{edition}/")}
        before, printed = {what: file.read_bytes() for what, file in files.items()}, prints()
        with _Commits() as commits:
            asked = time.monotonic()
            answer = self._client.post(f"/desk/articles/{article}/send-out/", form)
            spent = {"the editor's POST": time.monotonic() - asked}
        if answer.status_code != 302 or commits.at is None:
            raise SystemExit(f"The article was not sent out: {answer.status_code}")
        for what, file in files.items():
            _until(lambda file=file, what=what: file.read_bytes() != before[what], f"{what} is not printed")
            spent[what] = time.monotonic() - commits.at
        _until(lambda: is_at_rest() or _is_printing_all(), "the set is not printed", pause=0.004)
        spent["the last of the set"] = time.monotonic() - commits.at
        self.printed.append(prints() - printed)
        return spent

    def _form(self, article: int) -> dict[str, Any]:
        """What the screen would send: the version that it showed, and how readers found the article."""
        from rotativa.stories.hand import draft_of, standing_of, version_of
        from rotativa.stories.models import ArticlePage

        page = ArticlePage.objects.get(pk=article)
        seen = version_of(draft_of(page))
        return {"stands": standing_of(page), "revision": page.latest_revision_id, "seen": seen}

    def _path(self, article: int) -> str:
        from rotativa.addresses.queries import current_paths
        from rotativa.kit.things import thing

        name = thing("article", article)
        return current_paths([name])[name]

    def _file(self, path: str) -> Path:
        from rotativa.press.models import Kind

        return self._store.file_of(path, Kind.PAGE)


class _Commits:
    """Notes when the transaction that wrote a row of the daybook was committed."""

    at: float | None = None

    def __enter__(self) -> "_Commits":
        from django.db import connection

        self._wrapped = connection.execute_wrapper(self._see)
        self._wrapped.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._wrapped.__exit__(None, None, None)

    def _see(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        from django.db import transaction

        if sql.startswith('INSERT INTO "daybook_factrow"'):
            transaction.on_commit(self._note)
        return execute(sql, params, many, context)

    def _note(self) -> None:
        self.at = time.monotonic()


def _is_printing_all() -> bool:
    from rotativa.press.models import REPRINT, Mark

    marks = Mark.objects.order_by("priority").values_list("priority", flat=True)
    first = marks.first()
    return first is not None and first >= REPRINT


def _some_paths() -> list[str]:
    from rotativa.press.models import Kind, Printed

    rows = Printed.objects.filter(present=True, kind=Kind.PAGE, path__endswith="/").values_list("path", flat=True)
    paths = list(rows)
    return random.Random(2).sample(paths, k=min(READ, len(paths)))


def _answers(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def _until(true: Any, otherwise: str, *, pause: float = MOMENT) -> None:
    started = time.monotonic()
    while not true():
        if time.monotonic() - started > PATIENCE:
            raise SystemExit(f"After {PATIENCE:.0f} s {otherwise}.")
        time.sleep(pause)
