"""`./dev faults`: applies that are killed, cut off or run beside each other, by number, counted over runs."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import servers
from evolve.results import Result, Results
from faults import quick, running
from faults.backfilling import BOTH, CODE, Work, judge
from faults.clients import spawner
from faults.filling import fill, small_disk
from faults.images import image
from faults.killing import killer
from faults.machine import machine
from faults.racing import race
from faults.shapes import INDEXES

HOME = Path(__file__).resolve().parent.parent / ".faults"
NOT_KILLED = ("missed", "wrong")


def main(words: list[str]) -> int:
    asked = _parser().parse_args(words)
    if asked.concurrent:
        return _race(asked.major, asked.concurrent)
    if asked.full:
        return _full(asked.major, asked.full)
    if asked.backfill:
        return _backfill(asked.major, asked.backfill, asked.seed, BOTH if asked.both_names else CODE)
    results = Results(HOME / f"kills-{asked.major}.jsonl")
    results.read() if asked.resume else results.forget()
    numbers = range(asked.seed, asked.seed + asked.kills)
    left = [number for number in numbers if number not in results.found or results.found[number].verdict == "wrong"]
    done = len(numbers) - len(left)
    for result in running.run(left, major=asked.major, jobs=asked.jobs):
        results.add(result)
        done += 1
        _tell(result, done, len(numbers))
    return _summary(results, numbers, asked.major)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./dev faults",
        description="kill an apply at a random moment (the client, its backend, the server, the network), run apply once more, and judge",
    )
    parser.add_argument("--kills", type=int, default=100, help="how many (100)")
    parser.add_argument("--seed", type=int, default=1, help="number of the first kill (1); a kill is the same for the same number")
    parser.add_argument("--major", type=int, default=servers.EMBEDDED[0], help="of PostgreSQL, 14 to 18 (18)")
    parser.add_argument("--jobs", type=int, default=1, help="processes, each with a server of its own (1)")
    parser.add_argument("--concurrent", type=int, metavar="N", help="no kills, but N applies of one pending plan at the same time")
    parser.add_argument("--full", type=int, metavar="N", help="no kills, but N applies on a disk that gets full (root)")
    parser.add_argument(
        "--backfill", type=int, metavar="ROWS", help="a backfill of so many rows that is killed five times, and every row judged"
    )
    parser.add_argument(
        "--both-names", action="store_true", help="with --backfill: what is filled is a column under its second name, in an expand plan"
    )
    parser.add_argument("--resume", action="store_true", help="leave out what earlier runs have judged; wrong ends are judged again")
    return parser


def _race(major: int, count: int) -> int:
    folder = running.own_folder(f"race-{major}")
    with machine(folder / "server", running.programs(major)) as server, spawner(folder) as clients:
        found = race(server, clients, image(server, INDEXES, folder / "image", quick.fingerprints), count)
    print(f"PostgreSQL {major}: {count} applies at once of {len(INDEXES.plans)} pending plans: {count} ended with 0, everything ran once")
    print(f"seconds: one alone {found.alone:.2f}, all of them {found.pending:.2f}, all of them up to date {found.idle:.2f}")
    print(f"less one alone, {found.ratio:.2f} times as long as up to date, at most twice: {'yes' if found.within else 'no'}")
    return 0 if found.within else 1


def _full(major: int, count: int) -> int:
    folder, ends = running.own_folder(f"full-{major}"), Counter[int]()
    with killer(folder, running.programs(major)) as found, small_disk(found.machine, folder / "small") as disk:
        for number in range(count):
            ends[fill(found, disk, number).code] += 1
    print(
        f"PostgreSQL {major}: {count} applies on a disk of which little was left ended with {dict(sorted(ends.items()))}; a rerun ended right each time"
    )
    return 0


def _backfill(major: int, rows: int, seed: int, work: Work) -> int:
    found = judge(running.own_folder(f"backfill-{major}"), running.programs(major), rows=rows, seed=seed, work=work)
    print(f"PostgreSQL {major}: {found}")
    return 1 if found.wrong or found.doubled or found.left or found.client > 100 else 0


def _tell(result: Result, done: int, of: int) -> None:
    if result.verdict == "wrong":
        print(f"kill {result.number} ends wrong: {result.why}", flush=True)
    if done % 50 == 0:
        print(f"{done} of {of}", file=sys.stderr, flush=True)


def _summary(results: Results, numbers: range, major: int) -> int:
    counted = results.count(numbers)
    kills = sum(number for verdict, number in counted.items() if verdict not in NOT_KILLED)
    faults = ", ".join(f"{number} {verdict}" for verdict, number in sorted(counted.items()) if verdict not in NOT_KILLED)
    print(f"PostgreSQL {major}: {kills} kills ended right after one rerun ({faults})")
    print(f"{counted['wrong']} ended wrong; {counted['missed']} moments did not come")
    ends: Counter[str] = Counter()
    for verdict in set(counted) - {*NOT_KILLED}:
        for why, number in results.reasons(numbers, verdict).items():
            ends[why.partition(", ended with ")[2].partition(",")[0]] += number
    print("the applies that were hit ended with: " + ", ".join(f"{end} ({number})" for end, number in sorted(ends.items())))
    return 1 if counted["wrong"] or sum(counted.values()) < len(numbers) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
