"""Scope: what a project manages. Everything else in a database is invisible to it.

Copied into each plan's header, because a container may hold only `plans/`.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Literal

import msgspec

from schemactl.model.identity import ObjectId, dotted

_LEDGER_SCHEMA = "schemactl"
_OWNER_KINDS = frozenset({"owner"})
_GRANT_KINDS = frozenset({"privilege", "member_privilege", "default_privilege"})
_FACTS = {"comment": 0, "index_comment": 0, "owner": 0, "privilege": 1, "member_privilege": 2, "security_label": 0}
"""Kinds that say something about another object, and how many names follow that object's own."""
_WITHOUT_SCHEMA = frozenset({"default_privilege", "cast", "transform", "user_mapping", "publication_table", "publication_schema"})


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """`schemas` are globs of names; `ignore` are `kind:name` globs, where the name is dotted as people write it."""

    schemas: tuple[str, ...] = ("*",)
    ignore: tuple[str, ...] = ()
    owners: bool = True
    grants: bool = True
    roles: Literal["checked", "managed"] = "checked"

    def manages(self, object_id: ObjectId) -> bool:
        """Is this object part of the project? What lives inside of another object also needs that one to be."""
        if not self.owners and object_id.kind in _OWNER_KINDS:
            return False
        if not self.grants and object_id.kind in _GRANT_KINDS:
            return False
        subject = _subject(object_id)
        schema = _schema_of(subject)
        if schema is not None and (schema == _LEDGER_SCHEMA or not any(fnmatchcase(schema, glob) for glob in self.schemas)):
            return False
        return not any(_ignores(pattern, subject) for pattern in self.ignore)

    def to_json(self) -> str:
        """One line, the same bytes for the same scope."""
        return msgspec.json.encode(self, order="deterministic").decode()

    @classmethod
    def from_json(cls, text: str) -> Scope:
        """The way back; raises msgspec.ValidationError."""
        return msgspec.json.decode(text.encode(), type=cls)


def _subject(object_id: ObjectId) -> ObjectId:
    """What a fact is about: its path carries the kind first."""
    names = _FACTS.get(object_id.kind)
    return object_id if names is None else ObjectId(object_id.path[0], object_id.path[1 : len(object_id.path) - names])


def _schema_of(subject: ObjectId) -> str | None:
    """The schema an object lives in; extensions, event triggers and the like live in none."""
    if subject.kind == "schema":
        return subject.path[0]
    return subject.path[0] if len(subject.path) > 1 and subject.kind not in _WITHOUT_SCHEMA else None


def _ignores(pattern: str, subject: ObjectId) -> bool:
    kind, _, name = pattern.partition(":")
    if not fnmatchcase(subject.kind, kind):
        return False
    paths = (subject.path[:end] for end in range(1, len(subject.path) + 1))
    return any(fnmatchcase(".".join(path), name) or fnmatchcase(dotted(path), name) for path in paths)
