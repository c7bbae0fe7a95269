"""Scope: what a project manages. Everything else in a database is invisible to it.

Copied into each plan's header, because a container may hold only `plans/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from typing import Literal

import msgspec

from schemactl.model.identity import ObjectId, dotted

_LEDGER_SCHEMA = "schemactl"
_OWNER_KINDS = frozenset({"owner"})
_GRANT_KINDS = frozenset({"privilege", "member_privilege", "system_privilege", "default_privilege", "parameter_privilege"})
_ROLES_IN = {"privilege": (-1,), "member_privilege": (-1,), "system_privilege": (-1,), "default_privilege": (0, 3), "user_mapping": (0,)}
"""Kinds that are about a role, and where in the path it stands."""
_FACTS = {
    "comment": 0,
    "index_comment": 0,
    "sequence_comment": 0,
    "not_null_comment": 0,
    "multirange_comment": 0,
    "owner": 0,
    "privilege": 1,
    "member_privilege": 2,
    "security_label": 1,
    "extension_dependence": 1,
}
"""Kinds that say something about another object, and how many names follow that object's own."""
_WHERE_NAMED = {
    "role": "role",
    "membership": "role",
    "parameter_privilege": "role",
    "database": "database",
    "large_object": "large_object",
    "tablespace": "tablespace",
    "system_privilege": "system",
}
"""Kinds of which only those objects are part of a project that its schema files name, and whose name that is."""
_LATE = frozenset({*_FACTS, "default_privilege"})
"""Kinds whose path has the schema in its second place."""
_WITHOUT_SCHEMA = frozenset({*_WHERE_NAMED, "cast", "transform", "user_mapping", "publication_table", "publication_schema"})


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """`schemas` are globs of names; `ignore` and `include` are `kind:name` globs, where the name is dotted as people write it, and what is included
    is managed whatever the others say. `unmanaged_partitions` are globs of tables whose partitions are somebody else's. `named` are `kind:name` of
    roles, databases and other things around the schema that schema files speak of: set from them, not by the user."""

    schemas: tuple[str, ...] = ("*",)
    ignore: tuple[str, ...] = ()
    owners: bool = True
    grants: bool = True
    roles: Literal["checked", "managed"] = "checked"
    include: tuple[str, ...] = ()
    unmanaged_partitions: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def manages(self, object_id: ObjectId) -> bool:
        """Is this object part of the project? What lives inside of another object also needs that one to be."""
        if not self.owners and object_id.kind in _OWNER_KINDS:
            return False
        if not self.grants and object_id.kind in _GRANT_KINDS:
            return False
        if any(_ignores(pattern, role) for role in _roles_in(object_id) for pattern in self.ignore):
            return False
        subject = _subject(object_id)
        if (around := _WHERE_NAMED.get(subject.kind)) and f"{around}:{subject.path[0]}" not in self.named:
            return False
        if self.includes(subject):
            return True
        schema = _schema_of(subject)
        if schema is not None and (schema == _LEDGER_SCHEMA or not any(fnmatchcase(schema, glob) for glob in self.schemas)):
            return False
        return not any(_ignores(pattern, subject) or _is_fact(pattern, object_id) for pattern in self.ignore)

    def judge(self) -> Callable[[ObjectId], bool]:
        """`manages`, for many objects: where no pattern looks at names, what lies in one schema is judged once."""
        if self.ignore or self.include:
            return self.manages
        known: dict[tuple[object, ...], bool] = {}

        def manages(object_id: ObjectId) -> bool:
            kind, path = object_id
            subject = path[0] if kind in _FACTS else kind
            # Names count of what is around schemas, and the first two parts of a path may be the schema.
            key = object_id if subject in _WHERE_NAMED else (kind, path[:2], len(path)) if kind in _LATE else (kind, path[:1], len(path))
            if (answer := known.get(key)) is None:
                answer = known[key] = self.manages(object_id)
            return answer

        return manages

    def includes(self, object_id: ObjectId) -> bool:
        """Is it named by `include`? Then it counts even if what it lives in does not."""
        return bool(self.include) and any(_ignores(pattern, _subject(object_id)) for pattern in self.include)

    def why_grants_are_left(self) -> str | None:
        """What in the scope leaves privileges on the project's own objects to others."""
        if not self.grants:
            return "grants = false"
        return next((f"ignore {one!r}" for one in self.ignore if _is_about_grants(one.partition(":")[0])), None)

    def leaves_partitions(self, path: tuple[str, ...]) -> bool:
        """Are the partitions of the table at this path left alone?"""
        return any(_matches(glob, path) for glob in self.unmanaged_partitions)

    def naming(self, object_ids: Iterable[ObjectId]) -> Scope:
        """The same, with the things around the schema that schema files name; roles only where they are managed."""
        found = {f"{_WHERE_NAMED[one.kind]}:{one.path[0]}" for one in object_ids if one.kind in _WHERE_NAMED}
        managed = (one for one in found if self.roles == "managed" or not one.startswith("role:"))
        return msgspec.structs.replace(self, named=tuple(sorted(managed)))

    def to_json(self) -> str:
        """One line, the same bytes for the same scope; what came later is there only where it is used, so that older headers stay as they are."""
        said = {name: value for name in self.__struct_fields__ if (value := getattr(self, name)) or name not in _LATER}
        return msgspec.json.encode(said).decode()

    @classmethod
    def from_json(cls, text: str) -> Scope:
        """The way back; raises msgspec.ValidationError."""
        return msgspec.json.decode(text.encode(), type=cls)


_LATER = frozenset({"include", "named", "unmanaged_partitions"})


def exactly(object_id: ObjectId) -> str:
    """The pattern that names this object and nothing else."""
    return f"{object_id.kind}:{glob_of(object_id.path)}"


def glob_of(path: tuple[str, ...]) -> str:
    """A dotted name with nothing in it that would stand for something else."""
    return "".join(f"[{one}]" if one in "*?[" else one for one in dotted(path))


def _subject(object_id: ObjectId) -> ObjectId:
    """What a fact is about: its path carries the kind first."""
    names = _FACTS.get(object_id.kind)
    return object_id if names is None else ObjectId(object_id.path[0], object_id.path[1 : len(object_id.path) - names])


def _roles_in(object_id: ObjectId) -> list[ObjectId]:
    """The roles that it is about: what is ignored of a role is also what is granted to it."""
    return [ObjectId("role", (object_id.path[at],)) for at in _ROLES_IN.get(object_id.kind, ())]


def _is_fact(pattern: str, object_id: ObjectId) -> bool:
    """`privilege:table.app.orders.app_ro`: a fact has a name of its own, for patterns that ask for its very kind."""
    return object_id.kind in _FACTS and pattern.startswith(f"{object_id.kind}:") and _ignores(pattern, object_id)


def _is_about_grants(kind: str) -> bool:
    """`*` takes out objects with all that is said about them."""
    return kind != "*" and any(fnmatchcase(one, kind) for one in ("role", "privilege"))


def _schema_of(subject: ObjectId) -> str | None:
    """The schema an object lives in; extensions, event triggers and the like live in none."""
    if subject.kind == "schema":
        return subject.path[0]
    if subject.kind == "default_privilege":
        return subject.path[1] or None
    return subject.path[0] if len(subject.path) > 1 and subject.kind not in _WITHOUT_SCHEMA else None


def _ignores(pattern: str, subject: ObjectId) -> bool:
    kind, _, name = pattern.partition(":")
    return fnmatchcase(subject.kind, kind) and any(_matches(name, subject.path[:end]) for end in range(1, len(subject.path) + 1))


def _matches(glob: str, path: tuple[str, ...]) -> bool:
    return fnmatchcase(".".join(path), glob) or fnmatchcase(dotted(path), glob)
