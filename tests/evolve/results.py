"""What was counted, by number of the pair: a line of JSON per pair, so that a run may stop at any moment and be taken up again."""

from __future__ import annotations

import json
import os
from collections import Counter
from hashlib import sha256
from pathlib import Path

import msgspec


def fingerprint(root: Path, *patterns: str) -> str:
    """Changes with the text of these files."""
    files = sorted({file for pattern in patterns for file in root.glob(pattern)})
    return sha256(b"".join(os.fsencode(file.relative_to(root)) + file.read_bytes() for file in files)).hexdigest()[:12]


class Result(msgspec.Struct, frozen=True):
    """`verdict`: ok, empty (nothing differs), apart or failed; `why` in words. `drawn` changes with the generators, and `code` with what was judged."""

    number: int
    verdict: str
    why: str = ""
    seconds: float = 0.0
    drawn: str = ""
    code: str = ""


class Results:
    """A file per major. Numbers that were judged once are not judged again, unless they failed, or mean other pairs by now."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.found: dict[int, Result] = {}

    def read(self) -> None:
        if self.file.exists():
            for line in self.file.read_text(encoding="utf-8").splitlines():
                result = msgspec.json.decode(line, type=Result)
                self.found[result.number] = result

    def add(self, result: Result) -> None:
        self.found[result.number] = result
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(msgspec.to_builtins(result), ensure_ascii=False) + "\n")

    def left(self, numbers: range, drawn: str) -> list[int]:
        """Those that are to be judged."""
        return [number for number in numbers if not (one := self.found.get(number)) or one.verdict == "failed" or one.drawn != drawn]

    def count(self, numbers: range) -> Counter[str]:
        return Counter(one.verdict for number in numbers if (one := self.found.get(number)))

    def reasons(self, numbers: range, verdict: str) -> Counter[str]:
        return Counter(one.why for number in numbers if (one := self.found.get(number)) and one.verdict == verdict)
