"""`./dev evolve`: machine-made evolutions by number, counted over runs."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import msgspec
import servers
from evolve import running
from evolve.results import Result, Results, fingerprint

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".evolve"
CODE = ("schemactl/**/*.py",)
GENERATORS = ("tests/evolve/families/*.py", *(f"tests/evolve/{one}.py" for one in ("choice", "drawing", "model", "names", "rendering")))
"""What numbers mean."""


def main(words: list[str]) -> int:
    asked = _parser().parse_args(words)
    results = Results(HOME / f"pg{asked.major}.jsonl")
    results.read()
    numbers = range(asked.seed, asked.seed + asked.pairs)
    drawn, code = (fingerprint(ROOT, *sources) for sources in (GENERATORS, CODE))
    left = results.left(numbers, drawn) if asked.resume else list(numbers)
    done = len(numbers) - len(left)
    for result in running.run(left, major=asked.major, jobs=asked.jobs, into=HOME / "failures"):
        done += 1
        if result.verdict == running.NOT_JUDGED:
            print(f"pair {result.number} was not judged: {result.why[:300]}", file=sys.stderr, flush=True)
            continue
        results.add(msgspec.structs.replace(result, drawn=drawn, code=code))
        _tell(result, done, len(numbers))
    return _summary(results, numbers, code)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./dev evolve", description="random states and random changes of them: planned, applied, compared, and back"
    )
    parser.add_argument("--pairs", type=int, default=200, help="how many (200)")
    parser.add_argument("--seed", type=int, default=1, help="number of the first pair (1); a pair is the same for the same number, always")
    parser.add_argument("--major", type=int, default=servers.EMBEDDED[0], help="of PostgreSQL, 14 to 18 (18)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    parser.add_argument(
        "--resume",
        action="store_true",
        help="leave out what earlier runs have judged; what failed is judged again, and what other generators drew",
    )
    return parser


def _tell(result: Result, done: int, of: int) -> None:
    if result.verdict == "failed":
        print(f"pair {result.number} fails at {result.why[:600]}\n  .evolve/failures/evolve--{result.number}", flush=True)
    if done % 100 == 0:
        print(f"{done} of {of}", file=sys.stderr, flush=True)


def _summary(results: Results, numbers: range, code: str) -> int:
    counted = results.count(numbers)
    told: Counter[str] = Counter()
    for why, times in results.reasons(numbers, "apart").items():
        told[why[:110]] += times
    for why, times in told.most_common(15):
        print(f"apart {times}: {why}")
    print(", ".join(f"{counted[one]} {one}" for one in ("ok", "empty", "apart", "failed")) + f", of {len(numbers)} pairs")
    if earlier := sum(one.code != code for number in numbers if (one := results.found.get(number))):
        print(f"{earlier} of them were judged by other code than this")
    return 1 if counted["failed"] or sum(counted.values()) < len(numbers) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
