"""Are estimated durations right? One table's changes are rehearsed; another's are estimated by that, and measured.

  ./dev bench-estimates [--rows 300000]

Prints each statement with its estimate, what it took, and the factor between them; those that take less than 50 ms are left out, since an
estimate says only "under a second" of them. Exit code 1 where fewer than 80 % are within a factor of 2.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict
from server import Server, running

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from cli_project import CliProject

FACTOR, SHARE, SHORTEST = 2.0, 0.8, 0.05
TABLES = {"calibrated": "repeat('x', 40)", "estimated": "repeat('y', 150)"}


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench-estimates", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rows", type=int, default=300_000, help="of each table")
    rows = parser.parse_args(words).rows
    with tempfile.TemporaryDirectory() as folder, running() as server:
        server.create("shop")
        project = CliProject(Path(folder), server.url("shop"), server.url("postgres"))
        toml = project.root / "schemactl.toml"
        toml.write_text(toml.read_text().replace("[env.dev]", '[plan]\nonline = "always"\n\n[env.dev]', 1))
        _filled(project, rows)
        print(f"PostgreSQL {server.version}, {rows:,} rows a table")
        return _judged(project, server)


def _schema(*changed: str) -> str:
    tables = "".join(_table(name, changed=name in changed) for name in TABLES)
    return f"schema: app\ntables:\n  other:\n    columns: {{id: bigint primary key}}\n{tables}"


def _table(name: str, *, changed: bool) -> str:
    more = (
        f"    indexes: {{{name}_by_amount: (amount)}}\n    checks: {{{name}_positive: amount > 0}}\n"
        f"    foreign_keys: {{{name}_other: (other) references other}}\n"
    )
    filled = "      doubled: {type: bigint, not_null: true, backfill: amount * 2}\n" if changed else ""
    return (
        f"  {name}:\n    columns:\n      id: bigint primary key\n      amount: integer{' not null' if changed else ''}\n      other: bigint\n"
        f"      number: {'numeric' if changed else 'integer'}\n      filler: text\n{filled}{more if changed else ''}"
    )


def _filled(project: CliProject, rows: int) -> None:
    project.write("schema/app.yaml", _schema())
    project.ok("plan", "first")
    project.ok("apply", "--yes", "--allow-uncommitted")
    project.ok("env", "mark", "development")
    project.sql("INSERT INTO app.other SELECT i FROM generate_series(1, 100000) i")
    for name, filler in TABLES.items():
        project.sql(
            f"INSERT INTO app.{name} SELECT i, 1 + (i::bigint * 7919 % 1000003)::int, 1 + i % 100000, i, {filler} FROM generate_series(1, {rows}) i"
        )
    project.sql("VACUUM ANALYZE")


def _judged(project: CliProject, server: Server) -> int:
    project.write("schema/app.yaml", _schema("calibrated"))
    project.ok("plan", "calibrating")
    project.ok("apply", "--rehearse", _clone(server))
    project.ok("apply", "--yes", "--allow-uncommitted")
    project.write("schema/app.yaml", _schema("calibrated", "estimated"))
    planned = project.json("plan", "estimated")
    estimates = [one for step in planned["steps"] for one in step["statements"]]
    (measured,) = project.json("apply", "--rehearse", _clone(server))["rehearsed"]
    factors = []
    for one, took in zip(estimates, measured["statements"], strict=True):
        if one["estimate"] and one["estimate"]["seconds"] and took["seconds"] >= SHORTEST:
            factors.append(max(one["estimate"]["seconds"], took["seconds"]) / min(one["estimate"]["seconds"], took["seconds"]))
            work = ", ".join(sorted({each["what"] for each in took["work"]}))
            guess = "" if one["estimate"]["measured"] else " (default)"
            print(
                f"{work:<18} estimated {one['estimate']['seconds']:.2f} s{guess}, took {took['seconds']:.2f} s: ×{factors[-1]:.2f}   {one['sql'][:70]}"
            )
    right = sum(one <= FACTOR for one in factors)
    print(f"{right} of {len(factors)} within a factor of {FACTOR:.0f}")
    return 0 if factors and right >= SHARE * len(factors) else 1


def _clone(server: Server) -> str:
    server.create("clone", conninfo_to_dict(server.url("shop"))["dbname"])
    return server.url("clone")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
