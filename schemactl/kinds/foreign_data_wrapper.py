"""Foreign-data wrappers made by hand; those of an extension are the extension's."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.kinds import foreign_options, routine, widening
from schemactl.kinds.base import Context, Kind, altered, dropped, made
from schemactl.kinds.catalog import pairs
from schemactl.kinds.sql import name
from schemactl.kinds.yaml_form import Yaml
from schemactl.model.identity import ObjectId
from schemactl.model.state import Object
from schemactl.model.statement import Lock, Statement


class ForeignDataWrapper(Object, frozen=True, kw_only=True):
    """https://www.postgresql.org/docs/current/sql-createforeigndatawrapper.html"""

    handler: str | None = None
    validator: str | None = None
    options: tuple[tuple[str, str], ...] = ()


CATALOG_SQL = f"""
SELECT 'pg_foreign_data_wrapper'::regclass::oid AS classid, w.oid AS objid, 0 AS subid, ARRAY[w.fdwname] AS path,
  {routine.function_name("w.fdwhandler")} AS handler, {routine.function_name("w.fdwvalidator")} AS validator,
  {pairs("w.fdwoptions")} AS options
FROM pg_foreign_data_wrapper w WHERE w.oid >= 16384 ORDER BY w.fdwname"""


def create(wrapper: ForeignDataWrapper, _: Context) -> Iterator[Statement]:
    sql = f"CREATE {designation(wrapper.id)}"
    sql += "".join(f" {word} {text}" for word, text in (("HANDLER", wrapper.handler), ("VALIDATOR", wrapper.validator)) if text)
    yield made(wrapper, sql + foreign_options.clause(wrapper.options))


def drop(wrapper: ForeignDataWrapper, _: Context) -> Iterator[Statement]:
    yield dropped(wrapper, f"DROP {designation(wrapper.id)}", lock=Lock.NONE)


def rename(before: ForeignDataWrapper, after: ForeignDataWrapper, _: Context) -> Iterator[Statement]:
    yield altered(after, f"ALTER {designation(before.id)} RENAME TO {name(after.id.name)}")


def change(before: ForeignDataWrapper, after: ForeignDataWrapper, _: Context) -> Iterator[Statement]:
    """In one statement: options are checked by the validator that is named beside them."""
    actions = "" if before.handler == after.handler else foreign_options.named("HANDLER", after.handler)
    actions += "" if before.validator == after.validator else foreign_options.named("VALIDATOR", after.validator)
    yield altered(after, f"ALTER {designation(after.id)}{actions}{foreign_options.changed(before.options, after.options)}")


def designation(object_id: ObjectId) -> str:
    return f"FOREIGN DATA WRAPPER {name(object_id.name)}"


KIND = Kind(
    name="foreign_data_wrapper",
    model=ForeignDataWrapper,
    catalog=CATALOG_SQL,
    among="pg_foreign_data_wrapper",
    create=create,
    drop=drop,
    alter={"handler": change, "validator": change, "options": change},
    rename=rename,
    designation=designation,
    yaml=Yaml(key="foreign_data_wrappers"),
    owned=True,
    grantable="FOREIGN DATA WRAPPER",
    widens=widening.added,
)
