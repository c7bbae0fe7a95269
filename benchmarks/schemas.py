"""The schemas that are measured: a generated one of any size, and real ones where their dumps are at hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_BESIDE = tuple(Path(__file__).resolve().parents)[2:4]
_TYPES = ("text", "integer", "numeric(12,2)", "timestamp with time zone", "boolean", "jsonb", "uuid", "varchar(255)")
_TABLES_PER_VIEW = 10
_TABLES_PER_TRANSACTION = 200


def real(name: str) -> Path | None:
    """The newest dump of a project's schema; None where the corpora are not beside this project."""
    found = [dump for folder in _BESIDE for dump in sorted((folder / "shared/corpora/real" / name).glob("*.sql"))]
    return found[-1] if found else None


def generated(tables: int) -> Iterator[str]:
    """SQL of so many tables, in transactions: 10 columns and 3 indexes each, a foreign key to an earlier one, a check, a comment, a view per ten."""
    for start in range(0, tables, _TABLES_PER_TRANSACTION):
        numbers = range(start, min(start + _TABLES_PER_TRANSACTION, tables))
        yield "\n".join(["BEGIN;", *(line for number in numbers for line in _table(number)), "COMMIT;"])


def _table(number: int) -> Iterator[str]:
    name = f"public.table_{number:05}"
    columns = [f"  field_{position} {kind}" for position, kind in enumerate(_TYPES, 1)]
    columns[0] += " DEFAULT 'new'::text NOT NULL"
    columns[1] += f" CONSTRAINT table_{number:05}_positive CHECK (field_2 > 0)"
    parent = f" REFERENCES public.table_{number // 2:05} (id)" if number else ""
    yield ",\n".join([f"CREATE TABLE {name} (\n  id bigint PRIMARY KEY", f"  parent_id bigint{parent}", *columns]) + "\n);"
    yield f"CREATE INDEX table_{number:05}_parent ON {name} (parent_id);"
    yield f"CREATE UNIQUE INDEX table_{number:05}_unique ON {name} (field_7, field_4 DESC);"
    yield f"CREATE INDEX table_{number:05}_open ON {name} (lower(field_1)) WHERE field_5;"
    yield f"COMMENT ON TABLE {name} IS 'The table with number {number}';"
    if number % _TABLES_PER_VIEW == 0:
        view = f"public.view_{number:05}"
        yield f"CREATE VIEW {view} AS SELECT t.id, lower(t.field_1) AS label, p.id AS parent FROM {name} t LEFT JOIN {name} p ON p.id = t.parent_id;"
