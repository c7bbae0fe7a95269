"""`./dev bench`: how long people wait, against pg_dump on the same server in the same run.

./dev bench                          a generated schema of 100 tables, and GitLab's where its dump is beside this project
./dev bench --schema gitlab|N        one schema: GitLab's newest, or N generated tables
./dev bench --growth 1000,5000       how the costs grow from one size to the next: exponents, 1 is linear
./dev bench --json FILE              the figures, for programs: plan_nothing_warm.ratio_to_pg_dump

Other tools whose programs are on PATH do the same work in the same run; benchmarks/peers.py says which, and how they are installed.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cases
import peers
import schemas
import server as servers
from cases import FLOOR, Case
from measuring import Cost, FailedError
from server import Server

LARGE, HUGE = 1000, 10000
STEEP = 1.15
"""An exponent of growth above this is a quadratic step on its way."""


def main(words: list[str]) -> int:
    asked = _parser().parse_args(words)
    if sys.dont_write_bytecode:
        sys.exit("PYTHONDONTWRITEBYTECODE is set: every start would compile the program; ./dev bench takes it away")
    chosen = (
        [str(one) for one in asked.growth] if asked.growth else asked.schema or ["100", *(["gitlab"] if schemas.real("gitlab") else [])]
    )
    found: dict[str, dict[str, Cost]] = {}
    with servers.running() as server:
        for schema in chosen:
            print(f"\n{_title(schema)}, PostgreSQL {server.version}, {_runs(schema, asked.runs)} runs, medians", flush=True)
            found[schema] = dict(measured(server, schema, asked))
    if asked.json:
        asked.json.write_text(json.dumps(document(found), indent=2) + "\n", encoding="utf-8")
    return _growth(found) if asked.growth else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schema", action="append", metavar="gitlab|N", help="GitLab's schema, or so many generated tables. Repeatable")
    parser.add_argument("--growth", type=lambda text: [int(one) for one in text.split(",")], metavar="N,M", help="sizes to compare")
    parser.add_argument("--runs", type=int, help="runs per case; without it 5, fewer for large schemas")
    parser.add_argument("--only", action="append", metavar="CASE", help="only cases whose name begins so. Repeatable")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    return parser


def _title(schema: str) -> str:
    return f"{schema} generated tables" if schema.isdigit() else f"{schema}'s schema"


def _runs(schema: str, asked: int | None) -> int:
    size = int(schema) if schema.isdigit() else LARGE
    return asked or (5 if size < LARGE else 3 if size < HUGE else 1)


def measured(server: Server, schema: str, asked: argparse.Namespace) -> Iterator[tuple[str, Cost]]:
    """Each case with what it costs, printed as it is known."""
    runs, floor = _runs(schema, asked.runs), None
    _line("", "wall s", "× pg_dump", "CPU s", "server s", "peak MB", "statements")
    with _folder() as folder:
        for case in _cases(server, schema, folder):
            if asked.only and case.name != FLOOR and not case.name.startswith(tuple(asked.only)):
                continue
            try:
                cost = server.meter.medians(case.command, runs)
                with server.logging():
                    cost = cost._replace(statements=server.meter.statements(case.command))
            except FailedError as error:
                print(f"{case.name}: {error}", file=sys.stderr)
                continue
            floor = floor or cost
            _line(case.says, *_figures(cost, floor), *([f"  {case.verdict()}"] if case.verdict else []))
            yield case.name, cost


def _cases(server: Server, schema: str, folder: Path) -> Iterator[Case]:
    database = "bench"
    server.create(database)
    source = _source(schema, folder)
    server.load_file(database, source)
    # `apply` makes a ledger in the one above, which no file of SQL asks for.
    server.create("peer", database)
    yield from cases.floors(server, database, folder / "dump.sql")
    project = cases.imported(folder / "project", server, database)
    yield from cases.cases(project)
    yield from peers.cases(server, "peer", source, project.change_in_sql(), folder / "peers")


def _source(schema: str, folder: Path) -> Path:
    """The file of SQL that makes the measured database."""
    if schema.isdigit():
        file = folder / "generated.sql"
        file.write_text("".join(f"{one};\n" for one in schemas.generated(int(schema))), encoding="utf-8")
        return file
    if real := schemas.real(schema):
        return real
    raise SystemExit(f"there is no dump of {schema}'s schema in ../shared/corpora/real")


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="schemactl-bench-"))
    # Where the server's account cannot get to, schemactl would keep things elsewhere, and cold would not be cold.
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _figures(cost: Cost, floor: Cost) -> list[str]:
    seconds = (f"{one:.2f}" for one in (cost.cpu, cost.server_cpu))
    return [f"{cost.wall:.2f}", f"{cost.wall / floor.wall:.2f}", *seconds, f"{cost.peak:.0f}", str(cost.statements)]


def _line(first: str, *rest: str) -> None:
    print(f"{first:<44}" + "".join(f"{one:>11}" for one in rest), flush=True)


def document(found: dict[str, dict[str, Cost]]) -> dict[str, Any]:
    """Of one schema its cases; of several, the same by schema."""
    every = {schema: {name: _with_ratio(cost, costs[FLOOR]) for name, cost in costs.items()} for schema, costs in found.items()}
    return next(iter(every.values())) if len(every) == 1 else every


def _with_ratio(cost: Cost, floor: Cost) -> dict[str, Any]:
    both = (cost.cpu + cost.server_cpu) / (floor.cpu + floor.server_cpu)
    return {**cost.document(), "ratio_to_pg_dump": round(cost.wall / floor.wall, 3), "cpu_ratio_to_pg_dump": round(both, 3)}


def _growth(found: dict[str, dict[str, Cost]]) -> int:
    """Exponents of CPU from each size to the next; a failure where one is steep."""
    steep = 0
    for less, more in itertools.pairwise(found):
        print(f"\nfrom {less} to {more} tables: exponents of CPU and of peak memory")
        for name in found[more]:
            one, other, times = found[less][name], found[more][name], int(more) / int(less)
            of_cpu = _exponent(one.cpu + one.server_cpu, other.cpu + other.server_cpu, times)
            of_memory = _exponent(one.peak, other.peak, times)
            own = name not in (FLOOR, cases.LOAD)
            steep += own and max(of_cpu, of_memory) > STEEP
            print(
                f"{name:<44}{of_cpu:>11.2f}{of_memory:>11.2f}{'   above ' + str(STEEP) if own and max(of_cpu, of_memory) > STEEP else ''}"
            )
    return 1 if steep else 0


def _exponent(less: float, more: float, times: float) -> float:
    return math.log(more / less) / math.log(times)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
