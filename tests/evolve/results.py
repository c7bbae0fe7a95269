"""What was counted, by number of the pair: a line of JSON per pair, so that a run may stop at any moment and be taken up again."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import msgspec


class Result(msgspec.Struct, frozen=True):
    """`verdict`: ok, empty (nothing differs), apart or failed; `why` in words."""

    number: int
    verdict: str
    why: str = ""
    seconds: float = 0.0


class Results:
    """A file per major. Numbers that were judged once are not judged again."""

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

    def forget(self) -> None:
        self.found.clear()
        self.file.unlink(missing_ok=True)

    def count(self, numbers: range) -> Counter[str]:
        return Counter(one.verdict for number in numbers if (one := self.found.get(number)))

    def reasons(self, numbers: range, verdict: str) -> Counter[str]:
        return Counter(one.why for number in numbers if (one := self.found.get(number)) and one.verdict == verdict)
