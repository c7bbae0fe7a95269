"""Foreign keys: never part of CREATE TABLE, so cycles of tables cannot occur."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from schemactl.kinds import constraint, foreign_key_parts, left_keys, offending, online, row_security, syntax
from schemactl.kinds.base import REPLACE, Context, Kind, Replace, altered
from schemactl.kinds.catalog import RELATIONS
from schemactl.kinds.sql import name, qualified
from schemactl.kinds.syntax import SqlText
from schemactl.kinds.yaml_form import Raw, Yaml, mapping, yaml_fields
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object, State
from schemactl.model.statement import Hazard, Lock, Statement


class ForeignKey(Object, frozen=True, kw_only=True):
    """`definition`: `(customer_id) REFERENCES app.customers(id) ON DELETE CASCADE`."""

    definition: SqlText
    deferrable: bool = False
    initially_deferred: bool = False
    not_valid: bool = False
    not_enforced: bool = False


SUFFIX = r"( (NOT )?DEFERRABLE)?( INITIALLY (DEFERRED|IMMEDIATE))?( NOT ENFORCED)?( NOT VALID)?\s*$"


def catalog_sql(major: int) -> str:
    """NOT ENFORCED came with 18. A partition's copy of its parent's key (conparentid) is the parent's business."""
    enforced = "k.conenforced" if major >= 18 else "true"
    return f"""
SELECT 'pg_constraint'::regclass::oid AS classid, k.oid AS objid, 0 AS subid, ARRAY[n.nspname, c.relname, k.conname] AS path,
  regexp_replace(regexp_replace(pg_get_constraintdef(k.oid), '^FOREIGN KEY ', ''), '{SUFFIX}', '') AS definition,
  k.condeferrable AS deferrable, k.condeferred AS initially_deferred,
  NOT k.convalidated AND {enforced} AS not_valid, NOT {enforced} AS not_enforced
FROM {RELATIONS} JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f' AND k.conparentid = 0
WHERE {constraint.PERSISTENT} ORDER BY n.nspname, c.relname, k.conname"""


ALIASES_SQL = """
SELECT 'pg_constraint'::regclass::oid, k.oid, 0, 'pg_constraint'::regclass::oid, k.conparentid, 0
FROM pg_constraint k WHERE k.contype = 'f' AND k.conparentid <> 0"""


def create(key: ForeignKey, ctx: Context) -> Iterator[Statement]:
    yield from left_keys.taken_over(key, ctx) or _added(key, ctx)


def _added(key: ForeignKey, ctx: Context) -> Iterator[Statement]:
    marks = constraint.deferral(key) + (" NOT ENFORCED" if key.not_enforced else "") + (" NOT VALID" if key.not_valid else "")
    parts = foreign_key_parts.parts_apart(key, ctx)
    for part in parts:
        yield from foreign_key_parts.on_part(key, key, part, ctx)
    hazard = () if key.not_valid or parts else (Hazard(code="SC202", message="reads both tables while writes to both wait"),)
    add = constraint.add(key, f"FOREIGN KEY {key.definition}{marks}", lock=Lock.SHARE_ROW_EXCLUSIVE, hazards=hazard)
    add = msgspec.structs.replace(add, asks=() if key.not_valid or key.not_enforced else _orphans(key, ctx))
    if is_scanned_apart(key, ctx):
        without, scan = constraint.validated(key, add)
        yield without
        yield from _keeping(key, scan, ctx)
    else:
        yield from (add,) if key.not_valid or key.not_enforced else _keeping(key, add, ctx)


def _keeping(key: ForeignKey, scan: Statement, ctx: Context) -> Iterator[Statement]:
    return row_security.keeping_keys(foreign_key_parts.read_for(key, key.id.path[:-1], ctx), scan, ctx)


def _orphans(key: ForeignKey, ctx: Context) -> tuple[Statement, ...]:
    """PERIOD compares ranges, and is left to PostgreSQL."""
    if not offending.answerable(key, ctx):
        return ()
    (command,) = syntax.statement(f"ALTER TABLE t ADD FOREIGN KEY {key.definition}", "AlterTableStmt", "a foreign key")["cmds"]
    said = command["AlterTableCmd"]["def"]["Constraint"]
    if said.get("fk_with_period"):
        return ()
    partner = tuple(said["pktable"][part] for part in ("schemaname", "relname") if part in said["pktable"])
    own, theirs = ([syntax.string(one) for one in said.get(side, ())] for side in ("fk_attrs", "pk_attrs"))
    return offending.without_partner(key, own, partner, theirs, ctx)


def is_scanned_apart(key: ForeignKey, ctx: Context) -> bool:
    """A partitioned table's foreign key may be NOT VALID from 18 on."""
    used = (one for one in ctx.desired.uses[key.id] if one.kind in ("table", "column"))
    late = key.not_valid or key.not_enforced or (ctx.major < 18 and online.is_partitioned(key.id, ctx))
    return not late and any(map(ctx.busy, (key.id, *used)))


def takes_steps(key: ForeignKey, ctx: Context) -> bool:
    """Is there a scan in a step of its own?"""
    return is_scanned_apart(key, ctx) or bool(foreign_key_parts.parts_apart(key, ctx))


def drop(key: ForeignKey, ctx: Context) -> Iterator[Statement]:
    """Nothing where it becomes a part of the same key of what its table is attached to."""
    return iter(()) if foreign_key_parts.is_taken_over(key, ctx) else constraint.drop(key, ctx)


def displaces(key: ForeignKey, live: State, desired: State) -> Iterator[ObjectId]:
    """Partitions' own keys that PostgreSQL would take for this one."""
    table = ObjectId("table", key.id.path[:-1])
    if getattr(live.objects.get(table), "partition_by", None):
        yield from foreign_key_parts.displaced(live, desired, by=key.id)


def set_deferral(_: ForeignKey, after: ForeignKey, __: Context) -> Iterator[Statement]:
    how = constraint.deferral(after).strip() or "NOT DEFERRABLE"
    if how == "DEFERRABLE":
        how = "DEFERRABLE INITIALLY IMMEDIATE"
    sql = f"ALTER TABLE {constraint.table_of(after)} ALTER CONSTRAINT {name(after.id.name)} {how}"
    yield altered(after, sql, lock=Lock.ACCESS_EXCLUSIVE)


def set_not_valid(before: ForeignKey, after: ForeignKey, ctx: Context) -> Iterator[Statement] | Replace:
    if before.not_enforced != after.not_enforced:
        return REPLACE if after.not_valid else iter(())
    if after.not_valid:
        return REPLACE  # a validated constraint cannot be made unvalidated
    return _keeping(after, constraint.made_valid(after, after.id.name, ctx), ctx)


def set_not_enforced(_: ForeignKey, after: ForeignKey, ctx: Context) -> Iterator[Statement] | Replace:
    if is_scanned_apart(after, ctx):
        return REPLACE  # ALTER CONSTRAINT … ENFORCED reads both tables under its locks: made anew, it is validated apart
    how = "NOT ENFORCED" if after.not_enforced else "ENFORCED"
    sql = f"ALTER TABLE {constraint.table_of(after)} ALTER CONSTRAINT {name(after.id.name)} {how}"
    hazard = () if after.not_enforced else (Hazard(code="SC202", message="reads both tables while writes to both wait"),)
    alter = altered(after, sql, lock=Lock.ACCESS_EXCLUSIVE, hazards=hazard)
    return iter((alter,)) if after.not_enforced else _keeping(after, alter, ctx)


def cuts(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """pg_depend has it that a key needs every partition of both its tables: these come and go, and PostgreSQL minds the key."""
    parents = _parents(state)
    for key in _keys(state) if parents else ():
        tables = {qualified(path) for path in _tables(key, state)}
        parts = [used for used in state.uses[key] if used.path[:2] != key.path[:2] and parents.get(used.path[:2]) in tables]
        yield from ((key, part) for part in parts)


def follows(state: State) -> Iterator[tuple[ObjectId, ObjectId]]:
    """Partitions of what a key refers to: PostgreSQL drops none of them where it is, but once it is detached, or the key is gone. A partition's key comes after one that says the same."""
    yield from foreign_key_parts.twins(state)
    below: dict[str, list[tuple[str, ...]]] = {}
    for path, parent in _parents(state).items():
        below.setdefault(parent, []).append(path)
    for key in _keys(state) if below else ():
        tables = _tables(key, state)
        waiting = [path for path in tables if path != key.path[:2]] or list(tables)
        while waiting:
            parts = below.get(qualified(waiting.pop()), [])
            yield from ((key, ObjectId("table", part)) for part in parts)
            waiting += parts


def _keys(state: State) -> list[ObjectId]:
    return [one.id for one in state if isinstance(one, ForeignKey)]


def _tables(key: ObjectId, state: State) -> set[tuple[str, ...]]:
    """Its own and the other one, which may be the same."""
    return {used.path[:2] for used in state.uses[key] if used.kind == "column"}


def _parents(state: State) -> dict[tuple[str, ...], str]:
    """Partitions, and what each is a part of."""
    return {one.id.path[:-1]: str(getattr(one, "of", "")) for one in state if one.id.kind == "partition"}


def read(raw: Raw, _: tuple[str, ...]) -> dict[str, Raw]:
    if not isinstance(raw, str):
        return mapping(raw)
    text = re.sub(r"^\s*foreign\s+key\s*", "", raw, flags=re.IGNORECASE).strip()
    suffix = re.search(SUFFIX.replace(" ", r"\s+"), text, flags=re.IGNORECASE)
    marks = " ".join((suffix.group(0) if suffix else "").upper().split())
    found: dict[str, Raw] = {"definition": text[: suffix.start()] if suffix else text}
    if "DEFERRABLE" in marks.replace("NOT DEFERRABLE", ""):
        found["deferrable"] = "true"
    if "INITIALLY DEFERRED" in marks:
        found["deferrable"] = found["initially_deferred"] = "true"
    for words, field in (("NOT ENFORCED", "not_enforced"), ("NOT VALID", "not_valid")):
        if words in marks:
            found[field] = "true"
    return found


def write(key: ForeignKey, children: dict[str, Raw]) -> Raw:
    fields = {**yaml_fields(key), **children}
    return (
        key.definition + constraint.deferral(key).lower() if set(fields) <= {"definition", "deferrable", "initially_deferred"} else fields
    )


KIND = Kind(
    name="foreign_key",
    model=ForeignKey,
    catalog=catalog_sql,
    among="pg_constraint WHERE contype = 'f'",
    aliases=ALIASES_SQL,
    create=create,
    drop=drop,
    alter={
        "definition": REPLACE,  # no ALTER CONSTRAINT for columns, target or actions
        "deferrable": set_deferral,
        "initially_deferred": set_deferral,
        "not_valid": set_not_valid,
        "not_enforced": set_not_enforced,
    },
    rename=constraint.rename,
    designation=constraint.designation,
    parents=("table",),
    namespace=constraint.in_namespaces,
    disturbed=True,
    standalone=True,
    cuts=cuts,
    follows=follows,
    displaces=displaces,
    patient={"create": takes_steps},
    yaml=Yaml(key="foreign_keys", read=read, write=write),
)
