"""What functions and procedures do alike, but for the word that SQL has for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from schemactl.kinds import routine
from schemactl.kinds.base import Context, Replace
from schemactl.kinds.yaml_form import Raw, Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.statement import Statement


class Sort(NamedTuple):
    """`word`: FUNCTION or PROCEDURE; `key`: where they stand in YAML, and their folder."""

    word: str
    key: str

    def create(self, one: Any, _: Context) -> Iterator[Statement]:
        return routine.made_routine(one, self.word)

    def drop(self, one: Any, _: Context) -> Iterator[Statement]:
        return routine.drop(one, self.word)

    def change(self, before: Any, after: Any, ctx: Context) -> Iterator[Statement] | Replace:
        return routine.change(before, after, ctx, self.word)

    def rename(self, before: Any, after: Any, _: Context) -> Iterator[Statement]:
        return routine.rename(before, after, self.word)

    def designation(self, object_id: ObjectId) -> str:
        return routine.designation(object_id, self.word)

    def read(self, raw: Raw, at: tuple[str, ...]) -> dict[str, Raw]:
        return routine.read(raw, at, procedure=self.word == "PROCEDURE")

    def apart(self, one: Any, raw: dict[str, Raw]) -> tuple[str, dict[str, Raw]]:
        return routine.apart(routine.create(one, self.word), one, raw)

    @property
    def yaml(self) -> Yaml:
        return Yaml(
            key=self.key,
            read=self.read,
            write=routine.write,
            apart=self.apart,
            long=routine.LONG,
            ends=routine.BODIES,
            path=routine.path,
            name=routine.key,
            folder=self.key,
        )
