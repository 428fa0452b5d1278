"""How fast the press prints, with the fake theme of its tests: pages a second, queries, CPU and bytes of rows a page.

    export ROTATIVA_MODE=test DJANGO_SETTINGS_MODULE=rotativa.project.settings DATABASE_URL=…
    .venv/bin/python -m bench.press 1000

The database must be migrated and empty. Pages are about 8 KB; what is measured is everything but the theme.
"""

import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection, connections

from bench.sizes import TABLES, bytes_of
from rotativa.addresses.models import Address, State
from rotativa.daybook.models import FactRow
from rotativa.kit.things import thing
from rotativa.kit.trace import Shelf
from rotativa.press import standing
from rotativa.press.models import Key, Mark, Printed, Use
from rotativa.press.store import Store
from rotativa.press.tests import theme
from rotativa.press.verifying import verify
from rotativa.press.work import Worker


def main(pages: int) -> None:
    """Prints ``pages`` notes from nothing, then again as a new build, then one changed note."""
    _fill(pages)
    theme.latest = Shelf("notes.latest", load=_latest, holding=theme.latest.holding)
    results: dict[str, Any] = {"database": connection.vendor, "pages": pages}
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        for name, build in (("from nothing", "1"), ("again, nothing changed", "2")):
            worker = Worker(theme.registry(build), store, "bench")
            results[name] = _measured(worker)
        theme.publish(1, body="changed")
        results["one changed page"] = _measured(worker)
        started = time.process_time()
        report = verify(worker.registry, store)
        results["verify"] = {"wrong": len(report.findings), "CPU ms a page": _ms(time.process_time() - started, pages)}
    uses = Use.objects.count()
    results["rows"] = {
        "uses a page": round(uses / Printed.objects.count(), 1),
        "keys a page": round(Key.objects.count() / pages, 1),
    }
    results["bytes of uses and keys a page"] = round(bytes_of(*TABLES) / pages)
    print(json.dumps(results, indent=2))


def _fill(pages: int) -> None:
    body = "word " * 1600
    details = {"title": "t", "body": body, "list": "a", "picture": "", "turns": ""}
    rows = [
        FactRow(
            at=standing.clock(),
            verb="note.changed",
            edition=str(n),
            things=[thing("note", n)],
            details={**details, "list": str(n // 30)},
        )
        for n in range(1, pages + 1)
    ]
    FactRow.objects.bulk_create(rows, batch_size=500)
    Address.objects.bulk_create(
        [Address(path=f"/en/note-{n}/", thing=thing("note", n), state=State.CURRENT) for n in range(1, pages + 1)]
    )


def _latest(arguments: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    # The list of a note is its number by thirty, so that the shelf costs one query, as a real one would.
    public = set(Address.objects.filter(state=State.CURRENT).values_list("thing", flat=True))
    lists = {name: range(int(name) * 30, int(name) * 30 + 30) for name in arguments if name != "all"}
    members = {name: [str(n) for n in numbers if f"note:{n}" in public] for name, numbers in lists.items()}
    return {name: tuple(members.get(name, ["1"])[: theme.LENGTH]) for name in arguments}


def _measured(worker: Worker) -> dict[str, Any]:
    counted: Counter[str] = Counter()

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        counted[sql.split(None, 1)[0]] += 1
        return execute(sql, params, many, context)

    before = worker.counts.rendered
    wall, cpu = time.perf_counter(), time.process_time()
    with connections["default"].execute_wrapper(count), connections["print"].execute_wrapper(count):
        while worker.step():
            pass
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    rendered = worker.counts.rendered - before
    assert not Mark.objects.exists()
    return {
        "rendered": rendered,
        "pages a second": round(rendered / wall),
        "CPU ms a page": _ms(cpu, rendered),
        "wall ms": round(wall * 1000),
        "queries a page": round(counted.total() / max(rendered, 1), 2),
        "queries": dict(counted.most_common()),
    }


def _ms(seconds: float, pages: int) -> float:
    return round(seconds * 1000 / max(pages, 1), 2)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
