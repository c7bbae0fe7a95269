"""`./dev mutants`: thousands of changed plan folders, each of which `apply` has to refuse with nothing run."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import mutants
from conftest import _database, _server
from servers import CACHE, DATA, EMBEDDED, programs

from schemactl.scratch.places import open_folder


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev mutants", description=__doc__.partition(": ")[2] if __doc__ else None)
    parser.add_argument("--count", type=int, default=5000, help="how many (5000)")
    parser.add_argument("--seed", type=int, default=1, help="number of the first one (1); a mutant is the same for the same number, always")
    parser.add_argument("--major", type=int, default=EMBEDDED[0], help="of PostgreSQL, 14 to 18 (18)")
    asked = parser.parse_args(words)
    open_folder(CACHE)
    open_folder(DATA)
    found = programs(asked.major)
    assert found, f"there is no PostgreSQL {asked.major} here"
    started = time.monotonic()
    with _server(found) as server, _database(server) as url, tempfile.TemporaryDirectory(dir=DATA) as home:
        bench = mutants.Bench(url, Path(home))
        wrong = []
        for number in range(asked.seed, asked.seed + asked.count):
            if said := bench.judge(number):
                wrong.append(number)
                print(f"mutant {number}: {said}", flush=True)
        bench.close()
    print(f"{asked.count - len(wrong)} of {asked.count} mutants refused with nothing run, in {time.monotonic() - started:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
