"""`./dev load`: how long 8 writers and 8 readers of a large table wait while a plan with one of each safe recipe is applied, and while plain SQL does the same."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections import Counter

import servers
from faults import running
from load.clients import Waits
from load.judging import MARGIN, Found, Judged, Load, judge

from schemactl.applying.options import Limits


def main(words: list[str]) -> int:
    asked = _parser().parse_args(words)
    # On a disk: the default is larger than what a folder in memory should hold.
    folder = servers.CACHE / f"load-{asked.major}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    wish = Load(rows=asked.rows, rate=asked.rate, report=asked.report, alone=asked.alone)
    try:
        found = judge(folder, running.programs(asked.major), wish, naive=not asked.no_naive)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(
        f"PostgreSQL {asked.major}: {wish.each} writers and {wish.each} readers, {wish.rate:g} statements a second each, on {wish.rows:,} rows"
    )
    _tell(found)
    return 0 if found.within else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./dev load",
        description="8 writers and 8 readers on a large table while a plan with one of each safe recipe is applied: how long they wait, what fails for them, which rows are wrong; and the same by plain SQL",
    )
    parser.add_argument("--rows", type=int, default=5_000_000, help="of the large table (5,000,000)")
    parser.add_argument("--major", type=int, default=servers.EMBEDDED[0], help="of PostgreSQL, 14 to 18 (18)")
    parser.add_argument("--rate", type=float, default=20.0, help="statements a second of each client (20)")
    parser.add_argument(
        "--report",
        type=float,
        default=1.5,
        metavar="SECONDS",
        help="a report reads the table in transactions of this length (1.5; 0: none)",
    )
    parser.add_argument(
        "--alone", type=float, default=30.0, metavar="SECONDS", help="how long the load is measured without any change (30)"
    )
    parser.add_argument("--no-naive", action="store_true", help="leave out plain SQL")
    return parser


def _tell(found: Found) -> None:
    print(
        f"{'':<24} {'statements':>10} {'median':>9} {'p99.9':>9} {'reader':>9} {'writer':>9} {'server':>9}   longest wait of a reader, of a writer; with the server alone"
    )
    _row("without a plan", found.alone, found.errors)
    _row(f"apply, {found.applied.seconds:.0f} s", found.applied.waits, found.applied.errors)
    if found.naive:
        _row(f"plain SQL, {found.naive.seconds:.0f} s", found.naive.waits, found.naive.errors)
    _statements("apply", found.applied)
    if found.naive:
        _statements("plain SQL", found.naive)
    limit = Limits().lock_timeout + MARGIN
    print(f"p99.9 waits {found.more:.2f} s more than without a plan, at most {limit:.1f} s: {'yes' if found.more <= limit else 'no'}")
    print(f"{sum(found.applied.errors.values())} statements of others failed, {found.applied.wrong} rows are wrong")
    if found.naive:
        print(f"plain SQL: {sum(found.naive.errors.values())} failed, {found.naive.wrong} rows are wrong")


def _row(what: str, waits: Waits, errors: Counter[str]) -> None:
    figures = " ".join(f"{seconds:>7.3f} s" for seconds in (waits.half, waits.most, waits.reader, waits.writer, waits.server))
    print(f"{what:<24} {waits.number:>10,} {figures}" + "".join(f"\n    {number} × {what}" for what, number in errors.items()))


def _statements(way: str, judged: Judged) -> None:
    print(f"\n{way}: seconds, attempts, longest wait of others")
    for one in judged.ran:
        print(f"{one.seconds:>8.2f} {one.attempts:>3} {one.waits.longest:>7.2f}   {' '.join(one.sql.split())[:110]}")
    if judged.sights:
        print(f"{way}: what took longest while the server looked")
        print("\n".join(f"    {one}" for one in judged.sights))
    print()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
