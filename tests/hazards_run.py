"""`./dev hazards`: every form of hazards.csv on a real server, and whether it did what the judge of statements predicts."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path

import psycopg
import servers
from hazards import databases, forms
from hazards.forms import Form
from hazards.measuring import Measured, measure
from hazards.predicting import Prediction, predict, same_locks

from schemactl.live.connection import Connection
from schemactl.live.introspect import introspect
from schemactl.model.state import State
from schemactl.scratch.server import ScratchServer

PROPERTIES = ("locks", "rewrite", "scan", "transaction")


def main(words: list[str]) -> int:
    asked = _parser().parse_args(words)
    path = asked.forms or forms.table()
    if path is None:
        print("hazards.csv stands in a folder `shared` around the project, or is named with --forms; it is not here", file=sys.stderr)
        return 69
    found = [one for one in forms.read(path) if not asked.only or one.id in asked.only]
    return max(_major(major, found) for major in map(int, asked.majors.split(",")))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./dev hazards", description=__doc__)
    parser.add_argument("--majors", default=str(servers.EMBEDDED[0]), help="of PostgreSQL: 14,15,16,17,18 (18)")
    parser.add_argument("--only", action="append", default=[], metavar="ID", help="this form alone; may be repeated")
    parser.add_argument("--forms", type=Path, metavar="FILE", help="the table of forms (shared/hazards.csv in a folder around the project)")
    return parser


def _major(major: int, found: list[Form]) -> int:
    right, refused, absent = Counter[str](), list[str](), 0
    measured = wrong = 0
    with databases.server(major) as running:
        for form, state, result in _results(running, found):
            if isinstance(result, str) or result.refused:
                said = result if isinstance(result, str) else result.refused
                expected = form.fails or major not in form.majors
                absent += expected
                refused += [] if expected else [f"{form.id}: {said}"]
                continue
            measured += 1
            assert state is not None
            verdict = _verdict(predict(form, state), result)
            right.update(name for name in PROPERTIES if verdict[name] is None)
            for name, why in verdict.items():
                if why:
                    wrong += 1
                    print(f"PostgreSQL {major}: {form.id}: {name}: {why}\n    {form.sql}", flush=True)
    print(
        f"PostgreSQL {major}: {len(found)} forms, {measured} ran: " + ", ".join(f"{name} {right[name]}/{measured}" for name in PROPERTIES)
    )
    print(f"{absent} are refused as the table says, {len(refused)} where it does not" + "".join(f"\n    {one}" for one in refused))
    return 1 if wrong or refused else 0


def _results(running: ScratchServer, found: list[Form]) -> Iterator[tuple[Form, State | None, Measured | str]]:
    """Forms that need the same before them share a database, until one has run outside of a transaction."""
    groups: dict[str, list[Form]] = {}
    for form in found:
        groups.setdefault(form.needs, []).append(form)
    for needs, group in groups.items():
        left = group
        while left:
            try:
                with databases.database(running, needs) as conn:
                    state = introspect(conn)
                    left = yield from _as_far_as(conn, state, left, running)
            except psycopg.Error as error:
                yield from ((form, None, f"{error.sqlstate} {error.diag.message_primary} (before the form)") for form in left)
                break


def _as_far_as(
    conn: Connection, state: State, left: list[Form], running: ScratchServer
) -> Generator[tuple[Form, State | None, Measured | str], None, list[Form]]:
    for position, form in enumerate(left, 1):
        result = measure(conn, form, running.url(conn.info.dbname))
        yield form, state, result
        if not result.transactional:
            return left[position:]
    return []


def _verdict(predicted: Prediction, result: Measured) -> dict[str, str | None]:
    """None where the prediction is right, else both."""
    locks = same_locks(predicted, result.locks, sampled=result.sampled)
    scan = result.sampled or predicted.scans == result.scans
    return {
        "locks": None if locks else f"predicted {predicted.locks}, seen {result.locks}",
        "rewrite": _differ(sorted(predicted.rewrites), sorted(result.rewrites)),
        "scan": None if scan else f"predicted {predicted.scans}, seen {result.scans}",
        "transaction": _differ(predicted.transactional, result.transactional),
    }


def _differ(predicted: object, seen: object) -> str | None:
    return None if predicted == seen else f"predicted {predicted}, seen {seen}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
