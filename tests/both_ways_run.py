"""`./dev both-ways`: what is built and planned of a change alone is what is built and planned of everything, on the cases of the corpora."""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

import servers
from both_ways import corpora, judging, running
from both_ways.corpora import Case
from both_ways.running import CANNOT, Result

UNAVAILABLE = 69


def main(words: list[str]) -> int:
    asked = _parser().parse_args(words)
    peers = asked.corpora or corpora.folder(Path(__file__).resolve())
    if peers is None:
        print(
            "the cases stand in a folder shared/corpora/peers around the project, or are named with --corpora; they are not here",
            file=sys.stderr,
        )
        return UNAVAILABLE
    chosen = _chosen(list(corpora.cases(peers)), asked)
    told: Counter[str] = Counter()
    wrong = 0
    for done, result in enumerate(running.run(chosen, major=asked.major, jobs=asked.jobs), 1):
        told.update(_words(result))
        if result.failed or (result.why and not result.why.startswith(CANNOT)):
            wrong += 1
            print(f"{result.name}: {result.why or [*result.built, *result.planned, *result.nearby]}"[:2000], flush=True)
        if done % 100 == 0:
            print(f"{done} of {len(chosen)}", file=sys.stderr, flush=True)
    print(", ".join(f"{count} {what}" for what, count in sorted(told.items())))
    print(f"{len(chosen)} cases, there and back: {wrong} wrong")
    return 1 if wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./dev both-ways", description=__doc__)
    parser.add_argument("--suite", action="append", default=[], help="cases of this suite; may be repeated")
    parser.add_argument("--only", metavar="GLOB", help="cases whose name, suite/case, is like this")
    parser.add_argument("--sample", type=int, help="so many, drawn by --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--major", type=int, default=servers.EMBEDDED[0], help="of PostgreSQL, 16 or 18 (18): psql has to be there")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    parser.add_argument("--corpora", type=Path, metavar="FOLDER", help="where the suites are")
    return parser


def _chosen(found: list[Case], asked: argparse.Namespace) -> list[Case]:
    kept = [
        one
        for one in found
        if (not asked.suite or one.name.partition("/")[0] in asked.suite) and (not asked.only or fnmatch(one.name, asked.only))
    ]
    return random.Random(asked.seed).sample(kept, asked.sample) if asked.sample and asked.sample < len(kept) else kept


def _words(result: Result) -> list[str]:
    """What is counted: ways, there and back each."""
    if result.why:
        return [result.why.replace("\n", " ")[:200] if result.why.startswith(CANNOT) else "ended with an error"]
    return [
        f"{what} {one if one in (judging.SAME, judging.NO_ANSWER) else running.DIFFERENT}"
        for what, both in (("built", result.built), ("planned", result.planned), ("nearby", result.nearby))
        for one in both
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
