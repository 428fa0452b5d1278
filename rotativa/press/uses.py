"""What pages used: by themselves, and by the parts that very many of them have in common.

A part (``kit.trace.part``) is a key of its own, named after all that it used; ``PartUse`` says what that is. Of each
page that took it only this one key is kept. So whoever asks which pages used a key asks for the parts that used it.

Of a million pages these are some thirty million uses. PostgreSQL keeps them in one row a page, with an inverted index
of the keys in it (a row a use would be fifty bytes and two indexes), and shows them as rows in a view; SQLite keeps a
table that is its own index.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any

from django.db import connection, transaction

from rotativa.kit import trace
from rotativa.kit.batches import batched
from rotativa.press.models import FILE, PART, Key, PartUse, Use

_ROWS = {
    "sqlite": "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(%s)",
    "postgresql": "SELECT value ->> 0, value ->> 1 FROM jsonb_array_elements(%s::jsonb)",
}
_STORED = {
    "sqlite": "k.name = asked.name AND k.argument = asked.argument",
    "postgresql": "k.name || ' ' || k.argument = asked.name || ' ' || asked.argument",
}
"""How a key is found by the index that says that it is stored once, as a migration made it."""

_NUMBERS = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT unnest(%s::integer[])",
}
"""Tables of what is asked for, of one parameter: to read thousands of placeholders takes longer than to find them."""

_AT_ONCE = 1000
"""Rows in one statement."""


def name_of(part: trace.Trace) -> trace.Key:
    """The key that stands for a part: two parts that used the same have the same."""
    used = sorted([*part.used, *(trace.Key(FILE, file) for file in part.files)])
    digest = blake2b("\n".join(f"{key.name} {key.argument}" for key in used).encode(), digest_size=16)
    return trace.Key(PART, digest.hexdigest())


def rows_of(keys: Iterable[trace.Key], columns: str) -> dict[trace.Key, tuple[Any, ...]]:
    """These columns of all keys that are stored, whatever their names, in one query."""
    asked = list(keys)
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH asked (name, argument) AS ({_ROWS[connection.vendor]}) SELECT k.name, k.argument, {columns} "  # noqa: S608 ours
            f"FROM asked JOIN press_key k ON {_STORED[connection.vendor]}",
            [json.dumps(asked)],
        )
        return {trace.Key(name, argument): tuple(rest) for name, argument, *rest in cursor.fetchall()}


def ids_of(keys: Iterable[trace.Key]) -> dict[trace.Key, int]:
    """The numbers of these keys, as far as they are stored."""
    return {key: number for key, (number,) in rows_of(keys, "k.id").items()}


def of_pages(pages: Collection[int]) -> dict[int, set[int]]:
    """The keys that each of these pages used, parts among them."""
    used: dict[int, set[int]] = {page: set() for page in pages}
    for page, key in Use.objects.filter(page__in=list(used)).values_list("page_id", "key_id"):
        used[page].add(key)
    return used


def whole(page: int) -> list[int]:
    """The keys that a page used, those inside its parts among them, and not the parts."""
    taken = list(Use.objects.filter(page=page).values_list("key_id", flat=True))
    inside = PartUse.objects.filter(part__in=taken).values_list("key_id", flat=True)
    return list(Key.objects.filter(id__in={*taken, *inside}).exclude(name=PART).values_list("id", flat=True))


def change(new: Iterable[tuple[int, int]], dropped: Iterable[tuple[int, int]] = ()) -> None:
    """Stores uses and forgets others, each a page and a key, in one order everywhere."""
    if connection.vendor == "postgresql":
        _change_packed(_by_page(new), _by_page(dropped))
        return
    insert("press_use", {"page_id": "integer", "key_id": "integer"}, sorted(new))
    rows = sorted(dropped)
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM press_use WHERE page_id = %s AND key_id = %s", rows)


def _change_packed(new: Mapping[int, list[int]], dropped: Mapping[int, list[int]]) -> None:
    # By what changes, not by what there is to be: others may have changed the page meanwhile.
    rows = [(page, new.get(page, []), dropped.get(page, [])) for page in sorted({*new, *dropped})]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO press_used (page_id, keys) VALUES (%s, %s::integer[]) ON CONFLICT (page_id) DO UPDATE "
                "SET keys = ARRAY(SELECT unnest(press_used.keys || excluded.keys) EXCEPT SELECT unnest(%s::integer[]))",
                rows,
            )


def _by_page(uses: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    pages: dict[int, list[int]] = {}
    for page, key in uses:
        pages.setdefault(page, []).append(key)
    return pages


def pages_with(keys: Collection[int]) -> tuple[str, list[Any]]:
    """A query for the numbers of the pages that used one of these keys, parts not looked into, with its parameters."""
    if connection.vendor == "postgresql":
        return "SELECT page_id FROM press_used WHERE keys && %s::integer[]", [list(keys)]
    listed = ", ".join(["%s"] * len(keys))
    return f"SELECT page_id FROM press_use WHERE key_id IN ({listed})", list(keys)  # noqa: S608 placeholders only


def how_many(keys: Collection[int], most: int) -> int:
    """How many pages used one of these keys, counted up to ``most``."""
    if not keys:
        return 0
    pages, parameters = pages_with(keys)
    with connection.cursor() as cursor:
        counted = f"SELECT COUNT(*) FROM (SELECT DISTINCT page_id FROM ({pages}) AS used LIMIT %s) AS counted"  # noqa: S608 ours
        cursor.execute(counted, [*parameters, most])
        return int(cursor.fetchone()[0])


def used_by(keys: Iterable[int], least: int = 1, besides: Collection[int] = ()) -> set[int]:
    """Those of these keys that so many pages used besides these, parts not looked into."""
    packed = connection.vendor == "postgresql"
    having = "press_used WHERE keys @> ARRAY[asked.key]" if packed else "press_use WHERE key_id = asked.key"
    if besides:
        having += f" AND page_id NOT IN ({', '.join(['%s'] * len(besides))})"
    asked = list(keys)
    with _by_index(), connection.cursor() as cursor:
        cursor.execute(
            f"WITH asked (key) AS ({_NUMBERS[connection.vendor]}) SELECT key FROM asked "  # noqa: S608 ours, and placeholders
            f"WHERE (SELECT COUNT(*) FROM (SELECT 1 FROM {having} LIMIT %s) AS few) >= %s",
            [asked if packed else json.dumps(asked), *besides, least, least],
        )
        return {key for (key,) in cursor.fetchall()}


@contextmanager
def _by_index() -> Iterator[None]:
    """Lets PostgreSQL ask its inverted index.

    It plans once for all keys, expects that one page in two hundred used each, and so looks for the first through the
    rows: through all of them for every key that no page used.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan TO off")
        yield
        cursor.execute("SET LOCAL enable_seqscan TO DEFAULT")


def reserve(names: Iterable[trace.Key]) -> dict[trace.Key, int]:
    """Makes keys of files and parts where they are missing; gives the numbers of all."""
    listed = sorted(names)
    known = ids_of(listed)
    new = [Key(name=key.name, argument=key.argument, fingerprint=b"") for key in listed if key not in known]
    if not new:
        return known
    Key.objects.bulk_create(new, ignore_conflicts=True)
    return ids_of(listed)


def add_to_parts(parts: Mapping[int, Collection[int]]) -> None:
    """Says what parts used (which never becomes less); ``parts`` gives the keys of each."""
    stored: dict[int, set[int]] = {part: set() for part in parts}
    for part, key in PartUse.objects.filter(part__in=list(stored)).values_list("part_id", "key_id"):
        stored[part].add(key)
    new = [(part, key) for part, keys in parts.items() for key in keys if key not in stored[part]]
    insert("press_partuse", {"part_id": "integer", "key_id": "integer"}, sorted(new))


def with_parts(keys: Iterable[int]) -> list[int]:
    """These keys, and the parts that used one of them."""
    listed = list(keys)
    return [*listed, *PartUse.objects.filter(key__in=listed).values_list("part_id", flat=True).distinct()]


def named(files: Sequence[str]) -> set[str]:
    """Those of these files that some page names."""
    keys = {number: key.argument for key, number in ids_of(trace.Key(FILE, file) for file in files).items()}
    through: dict[int, list[str]] = {key: [file] for key, file in keys.items()}
    for part, key in PartUse.objects.filter(key__in=list(keys)).values_list("part_id", "key_id"):
        through.setdefault(part, []).append(keys[key])
    used = used_by(through)
    return {file for key, found in through.items() if key in used for file in found}


def named_by_none(keys: Collection[int], besides: Collection[int]) -> list[str]:
    """The files among these keys and in the parts among them that no page names, or none besides these pages."""
    parts = Key.objects.filter(id__in=keys, name=PART).values_list("id", flat=True)
    inside = PartUse.objects.filter(part__in=list(parts)).values_list("key_id", flat=True)
    files = dict(Key.objects.filter(id__in={*keys, *inside}, name=FILE).values_list("id", "argument"))
    through = [(file, file) for file in files]
    through += PartUse.objects.filter(key__in=list(files)).values_list("key_id", "part_id")
    used = used_by({key for _file, key in through}, besides=besides)
    named = {file for file, key in through if key in used}
    return [name for file, name in files.items() if file not in named]


def forget_file(name: str) -> None:
    """Forgets the key of a file that no page names, with the parts that used it, which no page takes any more."""
    for key in ids_of([trace.Key(FILE, name)]).values():
        parts = list(PartUse.objects.filter(key=key).values_list("part_id", flat=True))
        PartUse.objects.filter(part__in=parts).delete()
        Key.objects.filter(id__in=[key, *parts]).delete()


def insert(table: str, columns: Mapping[str, str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Inserts many rows with few statements, in their order; one that is there stays.

    ``columns`` gives the type of each on PostgreSQL, to which whole columns are sent.
    """
    with connection.cursor() as cursor:
        for some in batched(rows, _AT_ONCE):
            taken, given = _taken(columns, some)
            into = f"{table} ({', '.join(columns)})"
            cursor.execute(f"INSERT INTO {into} {taken} ON CONFLICT DO NOTHING", given)


def _taken(columns: Mapping[str, str], rows: Sequence[tuple[Any, ...]]) -> tuple[str, list[Any]]:
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{each}[]" for each in columns.values())
        return f"SELECT * FROM unnest({arrays})", [list(column) for column in zip(*rows, strict=True)]  # noqa: S608 ours
    one = f"({', '.join(['%s'] * len(columns))})"
    return f"VALUES {', '.join([one] * len(rows))}", [each for row in rows for each in row]
